internal import Dispatch
internal import JSON
internal import Locking

/// A conversation with one client: its messages in, the responses out.
///
/// Calls of tools run beside each other on threads of their own; all other requests are answered at once.
public final class Session: Sendable {
    private let implementation: Implementation
    private let tools: [Tool]
    private let send: @Sendable ([UInt8]) -> Void
    private let note: @Sendable (String) -> Void
    private let isInitialized = Lock(false)
    private let calls = RunningCalls()

    /// Prepares a conversation.
    ///
    /// - Parameters:
    ///   - implementation: what the server tells about itself.
    ///   - tools: the tools.
    ///   - send: sends a response, a line without its line feed; on any thread.
    ///   - note: logs a message of the client that is ignored.
    public init(
        _ implementation: Implementation, tools: [Tool], send: @escaping @Sendable ([UInt8]) -> Void,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.implementation = implementation
        self.tools = tools
        self.send = send
        self.note = note
    }

    /// Whether a call of a tool is running that was not cancelled.
    public var isRunning: Bool { !calls.isEmpty }

    /// Handles a line of the client.
    public func receive(_ line: [UInt8]) {
        switch Message(line) {
        case .request(let id, let method, let parameters):
            do {
                try answer(id, method, parameters)
            } catch {
                refuse(id, error)
            }
        case .notification(let method, let parameters): handle(method, parameters)
        case .response: note("ignored a response: the server has sent no request")
        case .invalid(let id, let error): refuse(id, error)
        }
    }

    /// Refuses a line that is longer than the server reads.
    ///
    /// - Parameter limit: the most bytes of a line.
    public func refuseLine(longerThan limit: Int) {
        refuse(nil, .invalidRequest("the line has more than \(limit) bytes"))
    }

    private func answer(
        _ id: RequestId, _ method: String, _ parameters: Parameters
    ) throws(ProtocolError) {
        if method == "initialize" { return try initialize(id, parameters) }
        let hasHandshake = parameters.revision == nil && method != "server/discover"
        if !hasHandshake { try parameters.requireRevision() }
        switch method {
        case "ping" where hasHandshake: reply(id, hasHandshake: true) { _ in }
        case "server/discover": discover(id)
        case "tools/list", "tools/call":
            guard !hasHandshake || isInitialized.withLock(\.self) else {
                throw .invalidRequest("initialize must come first, or _meta must have \(Revision.member)")
            }
            try method == "tools/list"
                ? listTools(id, parameters, hasHandshake) : callTool(id, parameters, hasHandshake)
        default: throw .unknownMethod(method)
        }
    }

    private func handle(_ method: String, _ parameters: Parameters) {
        switch method {
        case "notifications/initialized": break
        case "notifications/cancelled":
            guard let id = parameters["requestId"].flatMap(RequestId.init),
                calls.cancel(id)
            else { return note("ignored the cancellation of a request that is not running") }
        default: note("ignored an unknown notification")
        }
    }

    // MARK: The methods

    private func initialize(_ id: RequestId, _ parameters: Parameters) throws(ProtocolError) {
        let requested = try parameters.text("protocolVersion")
        _ = try parameters.object("capabilities")
        _ = try parameters.object("clientInfo")
        let isFirst = isInitialized.withLock { isInitialized in
            defer { isInitialized = true }
            return !isInitialized
        }
        guard isFirst else { throw .invalidRequest("initialize was called before") }
        reply(id, hasHandshake: true) {
            implementation.write(revision: Revision.negotiated(requested), to: &$0)
        }
    }

    private func discover(_ id: RequestId) {
        reply(id, hasHandshake: false) { writer in
            Revision.writeAll("supportedVersions", to: &writer)
            implementation.writeCapabilities(to: &writer)
            Self.writeLifetime(to: &writer)
        }
    }

    private func listTools(
        _ id: RequestId, _ parameters: Parameters, _ hasHandshake: Bool
    ) throws(ProtocolError) {
        guard parameters["cursor"] == nil else {
            throw .invalidParameters("cursor is not one that this server has sent")
        }
        reply(id, hasHandshake: hasHandshake) { writer in
            writer.name("tools")
            writer.beginArray()
            for tool in tools { tool.write(to: &writer) }
            writer.endArray()
            if !hasHandshake { Self.writeLifetime(to: &writer) }
        }
    }

    /// The answer does not change as long as the program runs.
    private static func writeLifetime(to writer: inout Writer) {
        writer.member("ttlMs", 3_600_000)
        writer.member("cacheScope", "public")
    }

    private func callTool(
        _ id: RequestId, _ parameters: Parameters, _ hasHandshake: Bool
    ) throws(ProtocolError) {
        let name = try parameters.text("name")
        guard let tool = tools.first(where: { $0.name == name }) else {
            throw .invalidParameters("unknown tool \(name)")
        }
        let arguments = parameters["arguments"] == nil ? nil : try parameters.object("arguments")
        guard let number = calls.begin(id) else {
            throw .invalidRequest("a running request has the same id")
        }
        DispatchQueue.global().async {
            let (text, isError) = Self.result(of: tool, arguments)
            self.calls.end(id, number) {
                self.reply(id, hasHandshake: hasHandshake) { Self.write(text, isError: isError, to: &$0) }
            }
        }
    }

    private static func result(of tool: Tool, _ arguments: Value?) -> (text: String, isError: Bool) {
        do {
            return (String(decoding: try tool.call(arguments), as: UTF8.self), false)
        } catch {
            return (error.reason, true)
        }
    }

    private static func write(_ text: String, isError: Bool, to writer: inout Writer) {
        writer.name("content")
        writer.beginArray()
        writer.beginObject()
        writer.member("type", "text")
        writer.member("text", text)
        writer.endObject()
        writer.endArray()
        writer.member("isError", isError)
    }

    // MARK: Responses

    private func reply(_ id: RequestId, hasHandshake: Bool, _ write: (inout Writer) -> Void) {
        respond(to: id) { writer in
            writer.name("result")
            writer.beginObject()
            write(&writer)
            if !hasHandshake { implementation.writeResultMembers(to: &writer) }
            writer.endObject()
        }
    }

    private func refuse(_ id: RequestId?, _ error: ProtocolError) {
        respond(to: id) { error.write(to: &$0) }
    }

    private func respond(to id: RequestId?, _ write: (inout Writer) -> Void) {
        var writer = Writer()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.name("id")
        if let id { id.write(to: &writer) } else { writer.null() }
        write(&writer)
        writer.endObject()
        send(writer.finish())
    }
}
