public import HTTP

/// The application behind the server.
public protocol RequestHandler: Sendable {
    /// Handles a request. Called on the connection's event loop when the request is complete.
    ///
    /// The request's bytes are valid only during the call. Exactly one response must be sent through `responder`,
    /// during the call or later, from any thread; the connection's next request waits for it. The call must not block:
    /// other connections share the loop.
    func respond(to request: borrowing Request, with responder: Responder)

    /// The response to a request that the server itself refuses; the connection closes after it.
    ///
    /// Called on the connection's event loop. The status should be that of `refusal`.
    func response(to refusal: Refusal) -> Response

    /// Called on an event loop after each round, when all requests that had arrived have been handled.
    ///
    /// Work that is cheaper for several requests together can be deferred to this call.
    func roundEnded()
}

/// Sends the response to one request.
public struct Responder: Sendable {
    let connection: Connection
    /// The number of the request on its connection.
    let exchange: UInt64
    /// Fields that are added to the response.
    private var headers: [(name: StaticString, value: String)] = []

    init(connection: Connection, exchange: UInt64) {
        self.connection = connection
        self.exchange = exchange
    }

    /// Whether the client is on this machine; valid while the request is being handled.
    public var isFromThisMachine: Bool { connection.isPeerOnThisMachine }

    /// Address and port of this machine to which the client is connected, `127.0.0.1:8930`; valid while the request is
    /// being handled.
    public var localAddress: String { connection.localAddress }

    /// A responder for the same request that adds `headers` to the response.
    public func adding(_ headers: [(name: StaticString, value: String)]) -> Responder {
        var responder = self
        responder.headers += headers
        return responder
    }

    /// Sends the response, from any thread; dropped if the connection is closed.
    ///
    /// A second call for the same request is a programmer error and traps in debug builds.
    public func send(_ response: consuming Response) {
        add(to: &response)
        connection.loop.deliver(response, to: connection, exchange: exchange)
    }

    /// Adds the fields to a response.
    func add(to response: inout Response) {
        if !headers.isEmpty { response.headers += headers }
    }

    /// Sends the beginning of a response, then closes the connection; from any thread, in the place of `send`.
    ///
    /// The head is complete and has the length of the whole body.
    ///
    /// - Parameters:
    ///   - response: the response.
    ///   - bodyBytes: how many bytes of the body are sent.
    public func send(_ response: consuming Response, cutAfter bodyBytes: Int) {
        add(to: &response)
        end(.cut(response, bodyBytes: bodyBytes))
    }

    /// Resets the connection without a response; from any thread, in the place of `send`.
    public func reset() { end(.reset) }

    /// Leaves the request without a response; from any thread, in the place of `send`.
    ///
    /// Further input is discarded. The connection closes when the client closes it or the server stops.
    public func hang() { end(.hang) }

    /// Watches the connection while the request waits for its response, from any thread.
    ///
    /// A client that closes its output has left; its connection is closed. A client that has sent a further request is
    /// not watched any more.
    ///
    /// - Parameter action: called once if the client leaves before the response, on the event loop; must not block.
    public func whenClientLeaves(_ action: @escaping @Sendable () -> Void) {
        connection.loop.post(.watch(connection, exchange: exchange, whenEnded: action))
    }

    /// Always posted: a connection that closed during the handler's call would free the request's bytes.
    private func end(_ ending: Inbox.Ending) {
        connection.loop.post(.end(connection, exchange: exchange, ending))
    }
}
