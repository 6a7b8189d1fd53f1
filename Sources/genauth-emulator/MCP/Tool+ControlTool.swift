import Control
import MCP

extension Tool {
    /// A call of the control API as a tool.
    ///
    /// - Parameters:
    ///   - tool: the call.
    ///   - client: calls the server.
    init(_ tool: ControlTool, calling client: ControlClient) {
        self.init(
            name: tool.name, summary: tool.summary, isReadOnly: tool.isReadOnly,
            inputSchema: tool.inputSchema
        ) { arguments throws(ToolFailure) in
            do {
                let request = try tool.request(arguments)
                let reply = try client.call(request.method, request.target, body: request.body)
                return reply.body.isEmpty ? Array("done".utf8) : reply.body
            } catch {
                throw ToolFailure(error)
            }
        }
    }
}

extension ToolFailure {
    /// Describes an error to a model.
    init(_ error: any Error) {
        switch error {
        case let error as ControlTool.InvalidArguments: self.init(error.reason)
        case let error as ServerCallError: self.init(error.description)
        default: self.init("\(error)")
        }
    }
}
