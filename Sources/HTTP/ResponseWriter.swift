public import Bytes

/// Writes response heads; keeps the Date line, which changes once a second.
public struct ResponseWriter: Sendable {
    /// What the request and the server's state ask of the answer.
    public struct Terms: Sendable {
        /// Whether the request was HEAD, so that the body is left out.
        public var omitsBody: Bool
        /// The version of the request.
        public var version: Version
        /// Whether the connection stays open after the answer.
        public var keepsConnection: Bool

        /// The terms of one answer.
        public init(omitsBody: Bool, version: Version, keepsConnection: Bool) {
            self.omitsBody = omitsBody
            self.version = version
            self.keepsConnection = keepsConnection
        }
    }

    private var second = Int64.min
    private var date: [UInt8] = Array(repeating: 0, count: HTTPDate.byteCount)

    /// A writer that has formatted no date yet.
    public init() {}

    /// Appends the head of `response` and tells whether the body is to follow it.
    ///
    /// The answer names HTTP/1.1, the server's own version, whatever that of the request (RFC 9110
    /// section 6.2). A response that breaks the rules of `Response` is replaced by a bare 500.
    ///
    /// - Parameters:
    ///   - response: the answer.
    ///   - terms: what the request asks of it.
    ///   - now: seconds since 1970-01-01 00:00:00 UTC, for Date (RFC 9110 section 6.6.1).
    ///   - output: receives the head with the empty line that ends it.
    /// - Returns: whether the bytes of `response.body` belong behind the head.
    public mutating func writeHead(
        of response: borrowing Response, terms: Terms, now: Int64, into output: inout ByteBuffer
    ) -> Bool {
        let start = output.count
        if write(response, terms: terms, now: now, into: &output) {
            return !terms.omitsBody && Self.mayHaveBody(response.status)
        }
        output.truncate(to: start)
        _ = write(Response(status: 500), terms: terms, now: now, into: &output)
        return false
    }

    /// Whether an answer with this status may carry content (RFC 9110 section 6.4.1).
    public static func mayHaveBody(_ status: Int) -> Bool { status != 204 && status != 304 }

    private mutating func write(
        _ response: borrowing Response, terms: Terms, now: Int64, into output: inout ByteBuffer
    ) -> Bool {
        guard (200...599).contains(response.status) else { return false }
        if let line = StatusLine.text(response.status) {
            output.append(line)
        } else {
            output.append("HTTP/1.1 ")
            output.append(decimal: response.status)
            output.append(" \r\n")
        }
        writeDate(now, into: &output)
        if Self.mayHaveBody(response.status) {
            if !response.body.isEmpty || terms.omitsBody {
                output.append("\r\nContent-Type: ")
                output.append(response.contentType)
            }
            output.append("\r\nContent-Length: ")
            output.append(decimal: response.body.count)
        }
        if !terms.keepsConnection {
            output.append("\r\nConnection: close")
        } else if terms.version == .http10 {
            output.append("\r\nConnection: keep-alive")
        }
        for header in response.headers {
            guard writeField(header.name, header.value, into: &output) else { return false }
        }
        output.append("\r\n\r\n")
        return true
    }

    private mutating func writeDate(_ now: Int64, into output: inout ByteBuffer) {
        if now != second {
            date.withUnsafeMutableBytes { HTTPDate.write(now, into: $0) }
            second = now
        }
        output.append("Date: ")
        date.withUnsafeBytes { output.append($0) }
    }

    /// Appends CRLF and the field; false when a byte could end the line early or stands for nothing.
    private func writeField(_ name: StaticString, _ value: String, into output: inout ByteBuffer) -> Bool {
        let bytes = ByteView(name)
        guard !bytes.isEmpty, bytes.allSatisfy(ByteClass.isToken) else { return false }
        output.append("\r\n")
        output.append(name)
        output.append(": ")
        let free = output.reserve(value.utf8.count)
        var count = 0
        for byte in value.utf8 {
            guard ByteClass.isFieldValue(byte) else { return false }
            free[count] = byte
            count += 1
        }
        output.appended(count)
        return true
    }
}
