public import HTTP

/// The application behind the server.
public protocol RequestHandler: Sendable {
    /// Answers a request, called on the connection's event loop once the whole request has arrived.
    ///
    /// The request's bytes are valid only during the call. Exactly one answer must be sent through
    /// `responder`, during the call or later from any thread; the connection's next request waits for it.
    /// The call must not block: other connections share the loop.
    func respond(to request: borrowing Request, with responder: Responder)

    /// The answer to a request that the server itself refuses; the connection closes after it.
    ///
    /// Called on the connection's event loop. The status should be that of `refusal`.
    func response(to refusal: Refusal) -> Response

    /// Called on an event loop when it has handed over every request that had arrived.
    ///
    /// Work that is cheaper done for several requests together can wait for it.
    func roundEnded()
}

/// The way back for the one answer to a request.
public struct Responder: Sendable {
    /// Where the request came from.
    let connection: Connection
    /// The number of the request on its connection.
    let exchange: UInt64
    /// The fields that every answer gets besides its own.
    private var headers: [(name: StaticString, value: String)] = []

    /// The way back for request number `exchange` of `connection`.
    init(connection: Connection, exchange: UInt64) {
        self.connection = connection
        self.exchange = exchange
    }

    /// Whether the client is on this machine; to be asked while the request is handled.
    public var isFromThisMachine: Bool { connection.isPeerOnThisMachine }

    /// The same way back, for an answer that carries `headers` too.
    public func adding(_ headers: [(name: StaticString, value: String)]) -> Responder {
        var responder = self
        responder.headers += headers
        return responder
    }

    /// Sends the answer, from any thread; dropped when the client has gone.
    ///
    /// A second call for the same request is a programmer error and traps in debug builds.
    public func send(_ response: consuming Response) {
        var response = response
        response.headers += headers
        connection.loop.deliver(response, to: connection, exchange: exchange)
    }
}
