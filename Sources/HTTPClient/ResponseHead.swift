/// The first line and the header fields of a response.
struct ResponseHead {
    /// The HTTP status.
    let status: Int
    /// The header fields, in order.
    let headers: [(name: String, value: String)]

    /// Reads a head that ends with an empty line; a line may end without a carriage return.
    ///
    /// - Throws: `ExchangeFailure.notHTTP`.
    init(_ bytes: [UInt8]) throws(ExchangeFailure) {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        guard let first = lines.first else { throw .notHTTP("it has no first line") }
        status = try Self.status(of: first)
        var headers: [(name: String, value: String)] = []
        for line in lines.dropFirst() where !line.isEmpty {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else { throw .notHTTP("one of its header fields has no name") }
            headers.append((Self.text(line[..<colon]), Self.text(line[(colon + 1)...])))
        }
        self.headers = headers
    }

    /// Whether the body is sent in chunks.
    var isChunked: Bool {
        values("transfer-encoding").contains { $0.lowercased().hasSuffix("chunked") }
    }

    /// The number of bytes in the body; nil if it ends with the connection.
    ///
    /// - Throws: `ExchangeFailure.notHTTP`.
    func contentLength() throws(ExchangeFailure) -> Int? {
        guard let text = values("content-length").first else { return nil }
        guard let length = Int(text), length >= 0, !text.hasPrefix("+"), !text.hasPrefix("-") else {
            throw .notHTTP("its content-length is not a number")
        }
        return length
    }

    private func values(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map(\.value)
    }

    /// `HTTP/1.1 200 OK`.
    private static func status(of line: ArraySlice<UInt8>) throws(ExchangeFailure) -> Int {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard parts.count >= 2, parts[0].starts(with: "HTTP/1.".utf8), parts[0].count == 8,
            parts[1].count == 3, let status = Int(text(parts[1])), (100...999).contains(status)
        else { throw .notHTTP("its first line has no status") }
        return status
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? bytes.startIndex
        return String(decoding: bytes[..<end].drop(while: isBlank), as: UTF8.self)
    }
}
