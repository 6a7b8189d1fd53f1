internal import Bytes
public import HTTP

extension JournalEntry {
    /// Parses the recorded request again.
    ///
    /// - Parameter body: receives the request; its views are valid only during the call.
    /// - Returns: what `body` returns; nil if the bytes are no complete request.
    public func withRequest<Result>(_ body: (borrowing Request) -> Result) -> Result? {
        var limits = Limits()
        limits.bodyBytes = max(limits.bodyBytes, request.count)
        return (try? RequestParser.withRequest(Self.withoutChunks(request), limits: limits, body)) ?? nil
    }

    /// The request with Content-Length in the place of Transfer-Encoding, whose framing is not recorded.
    private static func withoutChunks(_ request: [UInt8]) -> [UInt8] {
        let lineEnd = Array("\r\n".utf8)
        guard let headEnd = index(of: lineEnd + lineEnd, in: request) else { return request }
        let bodyCount = request.count - headEnd - 4
        var result: [UInt8] = []
        var start = 0
        while start < headEnd {
            let end = index(of: lineEnd, in: request, from: start) ?? headEnd
            let line = request[start..<end]
            let isChunked = line.withUnsafeBytes {
                ByteView($0).hasPrefix(ignoringCase: "transfer-encoding:")
            }
            result += isChunked ? Array("Content-Length: \(bodyCount)".utf8)[...] : line
            result += lineEnd
            start = end + 2
        }
        return result + lineEnd + request[(headEnd + 4)...]
    }

    private static func index(of pattern: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
        guard bytes.count >= start + pattern.count else { return nil }
        return (start...bytes.count - pattern.count).first {
            bytes[$0..<$0 + pattern.count].elementsEqual(pattern)
        }
    }
}
