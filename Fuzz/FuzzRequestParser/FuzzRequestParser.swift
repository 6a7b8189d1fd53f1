import Fuzzer
import HTTP
import TestSupport

/// Passes the same bytes to the request parser at once, byte by byte and in pieces: the results must be equal.
@main
struct FuzzRequestParser {
    static func main() {
        fuzz { start, count in
            let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
            var limits = Limits()
            limits.requestLineBytes = 256
            limits.fieldLineBytes = 128
            limits.fieldSectionBytes = 512
            limits.fieldCount = 8
            limits.bodyBytes = 1024
            limits.trailerBytes = 64
            limits.trailerCount = 2
            limits.chunkExtensionBytes = 32

            let whole = ParserFeed.events(bytes, cutAt: [], limits: limits)
            let single = ParserFeed.events(bytes, cutAt: bytes.indices.dropFirst(), limits: limits)
            precondition(whole == single, "byte by byte the parser found \(single), whole \(whole)")
            // The pieces are chosen by the bytes themselves, so that a finding can be played again.
            let cuts = bytes.indices.dropFirst().filter { (Int(bytes[$0]) &* 31 &+ $0) % 7 == 0 }
            let pieces = ParserFeed.events(bytes, cutAt: cuts, limits: limits)
            precondition(whole == pieces, "in pieces the parser found \(pieces), whole \(whole)")
            return 0
        }
    }
}
