import HTTP
import Synchronization

/// What other threads hand to an event loop.
final class Inbox: Sendable {
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

    private let messages = Mutex<[Message]>([])

    /// Adds a message.
    ///
    /// - Returns: whether the inbox was empty, so that the loop must be woken: once for each batch.
    func post(_ message: consuming Message) -> Bool {
        messages.withLock { [message] messages in
            messages.append(message)
            return messages.count == 1
        }
    }

    /// Takes all messages, in order; `spare`, which is empty, takes the next ones.
    func takeAll(exchangingFor spare: inout [Message]) {
        messages.withLock { swap(&$0, &spare) }
    }
}
