import HTTP
import Locking
import Platform

/// Messages from other threads to an event loop.
final class Inbox: Sendable {
    enum Message: Sendable {
        /// The response to a request of a connection.
        case answer(Connection, exchange: UInt64, Response)
        /// The end of a request without a complete response.
        indirect case end(Connection, exchange: UInt64, Ending)
        /// The beginning of a stream that answers a request of a connection.
        indirect case stream(Connection, exchange: UInt64, Response, whenEnded: @Sendable () -> Void)
        /// A piece of such a stream.
        indirect case piece(Connection, exchange: UInt64, [UInt8])
        /// The end of such a stream.
        case endStream(Connection, exchange: UInt64)
        /// Watches whether the client leaves before the response to its request.
        indirect case watch(Connection, exchange: UInt64, whenEnded: @Sendable () -> Void)
        /// A connection accepted by another loop.
        case adopt(Int32)
        /// A connection of another loop has closed, so accepting may continue.
        case accept
        /// Stop, and reset the remaining connections at this time in milliseconds.
        case stop(Int64)
    }

    /// How a request ends without a complete response.
    enum Ending: Sendable {
        /// The connection is reset.
        case reset
        /// The request is never answered.
        case hang
        /// The connection closes after the beginning of the response.
        case cut(Response, bodyBytes: Int)
    }

    private struct Contents {
        var messages: [Message] = []
        var isClosed = false
    }

    private let contents = Lock(Contents())

    /// Adds a message, or drops it if the loop has ended.
    ///
    /// - Returns: whether the inbox was empty and the loop must be woken, which happens once for each batch.
    func post(_ message: consuming Message) -> Bool {
        // Taken out of the variable, so that the message is moved and not copied.
        var message: Message? = message
        return contents.withLock { contents in
            guard let message = message.take() else { return false }
            guard !contents.isClosed else {
                Self.drop(message)
                return false
            }
            contents.messages.append(message)
            return contents.messages.count == 1
        }
    }

    /// Removes all messages, in order, in exchange for the empty array `spare`.
    func takeAll(exchangingFor spare: inout [Message]) {
        contents.withLock { swap(&$0.messages, &spare) }
    }

    /// Drops all messages, including later ones, because the loop has ended.
    func close() {
        var messages: [Message] = []
        contents.withLock { contents in
            contents.isClosed = true
            swap(&contents.messages, &messages)
        }
        for message in messages { Self.drop(message) }
    }

    private static func drop(_ message: Message) {
        switch message {
        case .adopt(let descriptor): SystemCall.close(descriptor)
        case .stream(_, _, _, let whenEnded), .watch(_, _, let whenEnded): whenEnded()
        case .answer, .end, .piece, .endStream, .accept, .stop: break
        }
    }
}
