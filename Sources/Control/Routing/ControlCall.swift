internal import Bytes
internal import HTTP
internal import HTTPServer
internal import JSON
internal import PoolEngine
internal import Seeds

/// A call of the control API, from its request to its answer.
struct ControlCall: Sendable {
    /// What the call uses.
    let context: ControlContext
    /// The route of the call.
    let route: ControlRoute
    /// The values of the path by name.
    let values: [String: String]
    /// The parameters of the query by name.
    let query: [String: String]
    /// The number of the last event that the client has, of a client that connects again to a stream.
    let lastEventId: String?
    /// The body; empty for a call without one.
    let body: SeedObject
    /// The body as received; empty for a call without one.
    let bodyText: [UInt8]
    /// What the caller used as the address of this server, `http://localhost:8930`.
    let baseURL: String
    /// Whether the caller may see secrets.
    let maySeeSecrets: Bool
    /// The method and path, for the log.
    let name: String
    /// The id of the request, in the response and in the log.
    let requestId: UUIDBytes
    /// Sends the response.
    let responder: Responder

    /// The user pool that the path names.
    ///
    /// - Throws: `SnapshotError.unknownUserPool`.
    func userPool() throws -> UserPool {
        let id = values["userPoolId"] ?? ""
        guard let pool = context.pools.pool(id: id) else { throw SnapshotError.unknownUserPool(id) }
        return pool
    }

    /// Answers with success.
    ///
    /// - Parameter write: writes the value of the response; not called for a route without one.
    func answer(_ write: (inout Writer) -> Void = { _ in }) {
        guard route.answer.status != 204 else { return send(Response(status: 204)) }
        var writer = Writer()
        write(&writer)
        answer(json: writer.finish())
    }

    /// Answers with a JSON text.
    func answer(json: [UInt8]) {
        send(Response(status: route.answer.status, body: json))
    }

    /// Answers with an error, and logs it.
    func fail(_ error: any Error) {
        let error = ControlError(error)
        context.logRefusal(name, requestId, error)
        send(Self.response(to: error))
    }

    /// Answers with the result of work on a user pool.
    func finish<Value>(
        _ result: Result<Value, any Error>, _ write: (Value, inout Writer) -> Void = { _, _ in }
    ) {
        switch result {
        case .success(let value): answer { write(value, &$0) }
        case .failure(let error): fail(error)
        }
    }

    /// Answers with server-sent events.
    ///
    /// - Parameter whenEnded: called once when the stream has ended; must not block.
    /// - Returns: sends the events.
    func stream(whenEnded: @escaping @Sendable () -> Void) -> ResponseStream {
        var response = Response(
            status: route.answer.status, contentType: "text/event-stream",
            headers: [("Cache-Control", "no-store")])
        response.requestId = (ControlContext.requestIdHeader, requestId)
        return responder.stream(response, whenEnded: whenEnded)
    }

    private func send(_ response: Response) {
        var response = response
        response.requestId = (ControlContext.requestIdHeader, requestId)
        responder.send(response)
    }

    /// The answer to a call that failed.
    static func response(to error: ControlError) -> Response {
        var response = Response(status: error.status, body: error.body)
        response.headers = error.headers
        return response
    }
}
