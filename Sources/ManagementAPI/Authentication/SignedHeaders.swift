internal import Bytes
internal import HTTP

/// The signed headers of a request (auth.md, part b).
///
/// Only their values are used: a header of the other brand is not protected by the signature, so its value could be
/// chosen by anyone who has seen the request.
struct SignedHeaders {
    private typealias Line = (brand: Brand, name: ByteView, value: ByteView)

    /// The bytes of `x-authing-`, and of `x-genauth-`.
    private static let prefixLength = 10

    /// A line `name:value` for each header, in the order of the names in lower case.
    let text: [UInt8]
    private let lines: [Line]

    /// The sets of headers that a client may have signed: those of one brand if the request has only these, otherwise
    /// those of both brands and then of each.
    ///
    /// - Parameter headers: the headers of a request.
    /// - Returns: one set, or three.
    static func candidates(in headers: Headers) -> [SignedHeaders] {
        var lines: [Line] = []
        for header in headers {
            if let brand = Brand(header.name) { lines.append((brand, header.name, header.value)) }
        }
        lines.sort { $0.name.precedes(ignoringCase: $1.name) }
        let brands: [Brand] = [.authing, .genauth].filter { brand in lines.contains { $0.brand == brand } }
        guard brands.count == 2 else { return [SignedHeaders(lines)] }
        return [SignedHeaders(lines)]
            + brands.map { brand in SignedHeaders(lines.filter { $0.brand == .both || $0.brand == brand }) }
    }

    private init(_ lines: [Line]) {
        self.lines = lines
        text = Self.text(of: lines)
    }

    /// The value of a header, by its name without the brand's prefix; nil if it is absent.
    func value(_ name: StaticString) -> ByteView? {
        for line in lines where line.name.count == Self.prefixLength + name.utf8CodeUnitCount {
            let rest = line.name.view(Self.prefixLength..<line.name.count)
            if line.brand != .both, rest.equals(ignoringCase: name) { return line.value }
        }
        return nil
    }

    /// The lines in parts: the name in lower case and the value.
    var parts: [(name: String, value: String)] {
        String(decoding: text, as: UTF8.self).split(separator: "\n").map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// The value of `date`, otherwise of the same header with a prefix.
    var date: ByteView? {
        lines.first { $0.brand == .both }?.value ?? value("date")
    }

    /// Writes the lines.
    ///
    /// Names are ASCII, so the order of bytes is that of UTF-16 code units. A tab in a value becomes a blank; other
    /// control characters, which the SDKs replace, cannot be received.
    private static func text(of lines: [Line]) -> [UInt8] {
        let capacity = lines.reduce(0) { $0 + $1.name.count + $1.value.count + 2 }
        return [UInt8](unsafeUninitializedCapacity: capacity) { text, count in
            func append(_ byte: UInt8) {
                text.initializeElement(at: count, to: byte)
                count += 1
            }
            for line in lines {
                for byte in line.name { append(ASCII.lowercased(byte)) }
                append(UInt8(ascii: ":"))
                for byte in line.value.trimmed {
                    append(byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte)
                }
                append(UInt8(ascii: "\n"))
            }
        }
    }

    /// The brand of a header.
    private enum Brand {
        case both, authing, genauth

        /// The brand of a name; nil for a header that is not signed.
        init?(_ name: ByteView) {
            if name.hasPrefix(ignoringCase: "x-authing-") {
                self = .authing
            } else if name.hasPrefix(ignoringCase: "x-genauth-") {
                self = .genauth
            } else if name.equals(ignoringCase: "date") {
                self = .both
            } else {
                return nil
            }
        }
    }
}
