internal import JSON

/// A failure of the protocol, with the code that JSON-RPC 2.0 or the Model Context Protocol has for it.
struct ProtocolError: Error, Equatable {
    /// The code.
    let code: Int64
    /// What is wrong, in one sentence.
    let message: String
    /// The revision that was asked for; nil if the failure is not about it.
    var requestedRevision: String?

    /// A line that is not JSON.
    static func notJSON(_ reason: String) -> ProtocolError { ProtocolError(code: -32700, message: reason) }

    /// A JSON value that is not a request.
    static func invalidRequest(_ reason: String) -> ProtocolError {
        ProtocolError(code: -32600, message: reason)
    }

    /// A method that the server does not have.
    static func unknownMethod(_ name: String) -> ProtocolError {
        ProtocolError(code: -32601, message: "unknown method \(name)")
    }

    /// Parameters that the method cannot use.
    static func invalidParameters(_ reason: String) -> ProtocolError {
        ProtocolError(code: -32602, message: reason)
    }

    /// A revision that the server does not have.
    static func unsupportedRevision(_ revision: String) -> ProtocolError {
        ProtocolError(code: -32022, message: "unsupported protocol version", requestedRevision: revision)
    }

    /// Writes the `error` of a response.
    func write(to writer: inout Writer) {
        writer.name("error")
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        if let requestedRevision {
            writer.name("data")
            writer.beginObject()
            Revision.writeAll("supported", to: &writer)
            writer.member("requested", requestedRevision)
            writer.endObject()
        }
        writer.endObject()
    }
}
