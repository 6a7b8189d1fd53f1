import HTTP
import Locking
import Platform

/// What other threads hand to an event loop.
final class Inbox: Sendable {
    /// One thing to do for the loop.
    enum Message: Sendable {
        /// The answer to a connection's request.
        case answer(Connection, exchange: UInt64, Response)
        /// A connection accepted by another loop.
        case adopt(Int32)
        /// A connection has closed elsewhere, so that accepting may go on.
        case accept
        /// Stop, and close by force at this time in milliseconds.
        case stop(Int64)
    }

    private struct Contents {
        var messages: [Message] = []
        var isClosed = false
    }

    private let contents = Lock(Contents())

    /// Adds a message, or drops it when the loop has ended.
    ///
    /// - Returns: whether the inbox was empty, so that the loop must be woken: once for each batch.
    func post(_ message: consuming Message) -> Bool {
        contents.withLock { [message] contents in
            guard !contents.isClosed else {
                Self.drop(message)
                return false
            }
            contents.messages.append(message)
            return contents.messages.count == 1
        }
    }

    /// Takes all messages, in order; `spare`, which is empty, takes the next ones.
    func takeAll(exchangingFor spare: inout [Message]) {
        contents.withLock { swap(&$0.messages, &spare) }
    }

    /// Drops what is here and all that comes later; the loop has ended.
    func close() {
        var messages: [Message] = []
        contents.withLock { contents in
            contents.isClosed = true
            swap(&contents.messages, &messages)
        }
        for message in messages { Self.drop(message) }
    }

    private static func drop(_ message: Message) {
        if case .adopt(let descriptor) = message { SystemCall.close(descriptor) }
    }
}
