/// One reply, read by rules of its own and not by the code under test.
package struct RawReply {
    package let status: Int
    package let reason: String
    package let fields: [(name: String, value: String)]
    package let body: [UInt8]

    /// The value of the one field with this name, in lower case.
    package subscript(_ name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name }
        return values.count == 1 ? values.first?.value : nil
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// Reads a reply from the front of `bytes`.
    ///
    /// - Returns: the reply and its length; nil while it is incomplete.
    /// - Throws: `RawClient.Failure` naming what is illegal in it.
    package static func read(_ bytes: [UInt8], toHead: Bool) throws -> (reply: RawReply, length: Int)? {
        guard let headEnd = endOfHead(bytes) else { return nil }
        let head = bytes[..<headEnd]
        guard head.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x0D || $0 == 0x0A || $0 == 0x09 }) else {
            throw RawClient.Failure(description: "a control byte in the head")
        }
        var lines: [String] = []
        var start = 0
        for index in 0..<headEnd where head[index] == 0x0A {
            guard index > 0, head[index - 1] == 0x0D else {
                throw RawClient.Failure(description: "a bare LF")
            }
            lines.append(String(decoding: head[start..<index - 1], as: UTF8.self))
            start = index + 1
        }
        let (status, reason) = try statusLine(lines[0])
        let fields = try lines[1...].dropLast().map(field)
        let lengths = fields.filter { $0.name.lowercased() == "content-length" }
        guard fields.allSatisfy({ $0.name.lowercased() != "transfer-encoding" }), lengths.count <= 1 else {
            throw RawClient.Failure(description: "framing that is not one Content-Length")
        }
        let mayHaveBody = status >= 200 && status != 204 && status != 304
        guard mayHaveBody == !lengths.isEmpty else {
            throw RawClient.Failure(description: "a length where none belongs, or none where one does")
        }
        let length = toHead ? 0 : Int(lengths.first?.value ?? "0") ?? -1
        guard length >= 0 else { throw RawClient.Failure(description: "a malformed length") }
        guard bytes.count >= headEnd + length else { return nil }
        let reply = RawReply(
            status: status, reason: reason, fields: fields, body: Array(bytes[headEnd..<headEnd + length]))
        if status >= 200, reply["date"]?.hasSuffix(" GMT") != true {
            throw RawClient.Failure(description: "no date")
        }
        return (reply, headEnd + length)
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard bytes.count >= 4 else { return nil }
        return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual(end) }
    }

    private static func statusLine(_ line: String) throws -> (Int, String) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].utf8.count == 3, let status = Int(parts[1])
        else { throw RawClient.Failure(description: "status line \(line)") }
        return (status, String(parts[2]))
    }

    private static func field(_ line: String) throws -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
            throw RawClient.Failure(description: "field \(line)")
        }
        let name = line[..<colon]
        let value = line[line.index(after: colon)...]
        guard name.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D }), value.hasPrefix(" ") else {
            throw RawClient.Failure(description: "field \(line)")
        }
        return (String(name), String(value.dropFirst()))
    }
}
