import JSON

/// The reply of a server to a call of the control API.
struct ServerReply {
    /// The HTTP status.
    let status: Int
    /// The body, JSON or empty.
    let body: [UInt8]

    /// Reads a whole reply; nil if it is not HTTP, or not all of it was received.
    init?(_ bytes: [UInt8]) {
        let end: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a]
        guard let head = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let lines = String(decoding: bytes[..<head], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
        self.status = status
        body = Array(bytes[(head + end.count)...])
        let length = lines.compactMap { line -> Int? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
            return Int(parts[1].drop { $0 == " " })
        }.first
        guard body.count == length ?? 0 else { return nil }
    }

    /// The JSON value of the body.
    ///
    /// - Throws: `ServerCallError.unexpectedReply` if it is not JSON.
    func value() throws(ServerCallError) -> Value {
        guard let document = try? Document(parsing: body, limits: Limits(depth: 512, nodes: 100_000_000))
        else { throw .unexpectedReply }
        return document.root
    }

    /// The objects in a member of the body.
    ///
    /// - Throws: `ServerCallError.unexpectedReply` if there is no such list.
    func list(_ name: String) throws(ServerCallError) -> Elements {
        guard let list = try value()[name], list.kind == .array else { throw .unexpectedReply }
        return list.elements
    }
}
