import HTTP
import JSON
import MCP

/// The tool that says why a request was refused: the last one, or one whose id is known, in any user pool.
enum ExplainTool {
    private static let schema: StaticString = """
        {"type":"object","properties":{"requestId":{"type":"string","description":"requestId of a response; the last \
        request that was refused if absent."}},"required":[],"additionalProperties":false}
        """

    /// The tool.
    ///
    /// - Parameter client: calls the server.
    /// - Returns: the tool.
    static func tool(of client: ControlClient) -> Tool {
        Tool(
            name: "explain",
            summary: """
                Explains why a request was refused: shows the request, its response and the rules that were checked, with \
                secrets removed.
                """, isReadOnly: true, inputSchema: Array("\(schema)".utf8)
        ) { arguments throws(ToolFailure) in
            do {
                return try explanation(of: requestId(in: arguments), from: client)
            } catch let failure as ToolFailure {
                throw failure
            } catch {
                throw ToolFailure(error)
            }
        }
    }

    /// The only argument; nil if it is absent.
    private static func requestId(in arguments: Value?) throws(ToolFailure) -> String? {
        guard let arguments, arguments.count > 0 else { return nil }
        guard arguments.count == 1, let id = arguments["requestId"]?.string else {
            throw ToolFailure("explain has one argument, the text requestId")
        }
        return id
    }

    private static func explanation(of id: String?, from client: ControlClient) throws -> [UInt8] {
        var last: (time: String, path: String)?
        for pool in try client.call(.get, "/user-pools").list("userPools") {
            let requests =
                "/user-pools/\(PercentEncoding.encoded(segment: pool["id"]?.string ?? ""))/requests"
            if let id {
                let path = "\(requests)/\(PercentEncoding.encoded(segment: id))"
                guard let request = try found(path, by: client) else { continue }
                return request
            }
            guard let refused = try lastRefused(client.call(.get, requests, query: [("limit", "1000")])),
                refused.time > last?.time ?? ""
            else { continue }
            last = (refused.time, "\(requests)/\(refused.id)")
        }
        if let last { return try client.call(.get, last.path).body }
        throw ToolFailure(id.map { "no journal has the request \($0)" } ?? "no request was refused")
    }

    /// The reply of a call; nil if nothing has this path.
    private static func found(
        _ path: String, by client: ControlClient
    ) throws(ServerCallError) -> [UInt8]? {
        do {
            return try client.call(.get, path).body
        } catch {
            guard case .refused(404, _, _) = error else { throw error }
            return nil
        }
    }

    /// The last request of a journal that was refused; ISO 8601 times are in the order of their texts.
    private static func lastRefused(_ reply: ServerReply) throws -> (time: String, id: String)? {
        var last: (time: String, id: String)?
        for request in try reply.list("requests") where request["statusCode"]?.int64 != 200 {
            guard let time = request["time"]?.string, let id = request["requestId"]?.string else { continue }
            last = (time, id)
        }
        return last
    }
}
