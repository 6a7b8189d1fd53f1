public import HTTP

/// Sends the body of a response piece by piece, until the client or the server closes the connection.
public struct ResponseStream: Sendable {
    /// The most bytes that wait for a slow client; its connection is reset when there are more.
    static let mostWaitingBytes = 1 << 20

    let connection: Connection
    let exchange: UInt64

    /// Sends a piece, from any thread; dropped if the stream has ended.
    public func send(_ bytes: [UInt8]) {
        connection.loop.post(.piece(connection, exchange: exchange, bytes))
    }

    /// Ends the stream after the pieces that were sent, from any thread.
    public func end() {
        connection.loop.post(.endStream(connection, exchange: exchange))
    }
}

extension Responder {
    /// Sends the head of a response and begins its body; the connection closes at its end.
    ///
    /// The stream ends by `end`, when the client closes the connection or its output, does not read fast enough, or when
    /// the server stops. A response to HEAD has ended after its head.
    ///
    /// - Parameters:
    ///   - response: the head, and the first piece of the body.
    ///   - whenEnded: called once at the end, on the event loop or during this call; must not block.
    /// - Returns: the stream.
    public func stream(
        _ response: consuming Response, whenEnded: @escaping @Sendable () -> Void
    ) -> ResponseStream {
        add(to: &response)
        connection.loop.post(
            .stream(connection, exchange: exchange, response, whenEnded: whenEnded))
        return ResponseStream(connection: connection, exchange: exchange)
    }
}
