public import Bytes

/// Writes response heads; keeps the Date line, which changes once a second.
public struct ResponseWriter: Sendable {
    /// The terms of a response that depend on the request and on the server's state.
    public struct Terms: Sendable {
        /// Whether the request was HEAD, so that the body is not sent.
        public var omitsBody: Bool
        /// The version of the request.
        public var version: Version
        /// Whether the connection stays open after the response.
        public var keepsConnection: Bool

        public init(omitsBody: Bool, version: Version, keepsConnection: Bool) {
            self.omitsBody = omitsBody
            self.version = version
            self.keepsConnection = keepsConnection
        }
    }

    private var second = Int64.min
    private var date: [UInt8] = Array(repeating: 0, count: HTTPDate.byteCount)

    public init() {}

    /// Appends the head of `response`.
    ///
    /// The version is always HTTP/1.1, the server's own (RFC 9110 section 6.2). A response that breaks the rules of
    /// `Response` is replaced by an empty 500.
    ///
    /// - Parameters:
    ///   - response: the response.
    ///   - terms: its terms.
    ///   - now: seconds since 1970-01-01 00:00:00 UTC, for Date (RFC 9110 section 6.6.1).
    ///   - output: receives the head with the empty line that ends it.
    /// - Returns: whether the bytes of `response.body` must follow the head.
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

    /// Whether a response with this status may have content (RFC 9110 section 6.4.1).
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
            if !response.body.isEmpty || terms.omitsBody || response.isOpenEnded {
                output.append("\r\nContent-Type: ")
                output.append(response.contentType)
            }
            if !response.isOpenEnded {
                output.append("\r\nContent-Length: ")
                output.append(decimal: response.body.count)
            }
        }
        if !terms.keepsConnection {
            output.append("\r\nConnection: close")
        } else if terms.version == .http10 {
            output.append("\r\nConnection: keep-alive")
        }
        if let (name, id) = response.requestId {
            output.append("\r\n")
            output.append(name)
            output.append(": ")
            id.write(to: output.reserve(UUIDBytes.textBytes))
            output.appended(UUIDBytes.textBytes)
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

    /// Appends CRLF and the field; false if a byte is invalid, such as one that would end the line early.
    private func writeField(_ name: StaticString, _ value: String, into output: inout ByteBuffer) -> Bool {
        // Names are constants of the program.
        assert(
            !ByteView(name).isEmpty && ByteView(name).allSatisfy(ByteClass.isToken), "a field name is a token"
        )
        output.append("\r\n")
        output.append(name)
        output.append(": ")
        var value = value
        return value.withUTF8 { bytes in
            guard Self.isFieldValue(ByteView(UnsafeRawBufferPointer(bytes))) else { return false }
            output.append(UnsafeRawBufferPointer(bytes))
            return true
        }
    }

    /// Whether all bytes are valid in a field value; eight at a time where they are plain.
    private static func isFieldValue(_ value: ByteView) -> Bool {
        var index = 0
        while index + 8 <= value.count {
            if !ByteClass.areFieldValue(value.word(at: index)) {
                for byte in value.view(index..<index + 8) where !ByteClass.isFieldValue(byte) { return false }
            }
            index += 8
        }
        return value.view(index..<value.count).allSatisfy(ByteClass.isFieldValue)
    }
}
