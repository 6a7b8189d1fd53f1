internal import JSON

/// A message of the client.
enum Message {
    /// A call that has a response.
    case request(RequestId, method: String, parameters: Parameters)
    /// A call without a response.
    case notification(method: String, parameters: Parameters)
    /// The response to a request; the server sends none.
    case response
    /// Something else, with the id if it has one.
    case invalid(RequestId?, ProtocolError)

    /// The limits of a message: those of a body of the control API.
    private static let limits = Limits(depth: 512, nodes: 10_000_000)

    /// Reads a line.
    init(_ line: [UInt8]) {
        do {
            self.init(try Document(parsing: line, limits: Self.limits).root)
        } catch {
            self = .invalid(nil, .notJSON("the line is not JSON: \(error.description(in: line))"))
        }
    }

    private init(_ value: Value) {
        guard value.kind == .object else {
            let isBatch = value.kind == .array
            self = .invalid(
                nil,
                .invalidRequest(isBatch ? "the protocol has no batches" : "a message must be an object"))
            return
        }
        let id = value["id"].flatMap(RequestId.init)
        guard value["jsonrpc"]?.string == "2.0" else {
            self = .invalid(id, .invalidRequest("jsonrpc must be \"2.0\""))
            return
        }
        if value["method"] == nil, value["result"] != nil || value["error"] != nil {
            self = .response
            return
        }
        guard let method = value["method"]?.string else {
            self = .invalid(id, .invalidRequest("method must be a text"))
            return
        }
        guard let parameters = Parameters(value["params"]) else {
            self = .invalid(id, .invalidRequest("params must be an object"))
            return
        }
        if value["id"] == nil {
            self = .notification(method: method, parameters: parameters)
        } else if let id {
            self = .request(id, method: method, parameters: parameters)
        } else {
            self = .invalid(nil, .invalidRequest("id must be a text or a whole number"))
        }
    }
}

/// The parameters of a request or notification.
struct Parameters: Sendable {
    private let value: Value?

    /// The parameters, which may be absent; nil if they are not an object.
    init?(_ value: Value?) {
        guard value == nil || value?.kind == .object else { return nil }
        self.value = value
    }

    /// A parameter; nil if it is absent.
    subscript(_ name: String) -> Value? { value?[name] }

    /// A text.
    ///
    /// - Throws: `ProtocolError` if it is absent or not a text.
    func text(_ name: String) throws(ProtocolError) -> String {
        guard let text = self[name]?.string else { throw .invalidParameters("\(name) must be a text") }
        return text
    }

    /// An object.
    ///
    /// - Throws: `ProtocolError` if it is absent or not an object.
    func object(_ name: String) throws(ProtocolError) -> Value {
        guard let object = self[name], object.kind == .object else {
            throw .invalidParameters("\(name) must be an object")
        }
        return object
    }

    /// The revision in `_meta`, of a request without a handshake; nil if there is none.
    var revision: Value? { self["_meta"]?[Revision.member] }

    /// Checks that `_meta` has what each request without a handshake has.
    ///
    /// - Throws: `ProtocolError`.
    func requireRevision() throws(ProtocolError) {
        guard let revision = revision?.string else {
            throw .invalidParameters("_meta must have the text \(Revision.member)")
        }
        guard revision == Revision.withoutHandshake else { throw .unsupportedRevision(revision) }
        guard self["_meta"]?[Revision.capabilities]?.kind == .object else {
            throw .invalidParameters("_meta must have the object \(Revision.capabilities)")
        }
    }
}
