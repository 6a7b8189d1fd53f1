internal import Bytes
import HTTP
import Platform

// A response whose body has no known length: it ends with the connection.
extension Connection {
    /// Sends the head of a stream.
    func beginStream(
        _ response: consuming Response, exchange: UInt64, whenEnded: @escaping @Sendable () -> Void
    ) {
        guard isOpen, isWaiting(for: exchange) else { return whenEnded() }
        response.isOpenEnded = true
        write(response, keepsConnection: false)
        if conversation.terms.omitsBody || loop.isStopping {
            conversation.answered(keepsConnection: false, now: loop.now)
            whenEnded()
        } else {
            conversation.streams()
            self.whenEnded = whenEnded
            input.removeAll()
            listenToInput()
        }
        flush()
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Sends a piece of a stream.
    func takePiece(_ bytes: [UInt8], exchange: UInt64) {
        guard isOpen, conversation.phase == .streaming, conversation.exchange == exchange else { return }
        guard output.count + bytes.count <= ResponseStream.mostWaitingBytes else {
            return close(byReset: true)
        }
        bytes.withUnsafeBytes { loop.output.append($0) }
        flush()
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Ends the stream because the handler wants it.
    func endStream(exchange: UInt64) {
        guard isOpen, conversation.exchange == exchange else { return }
        endStream()
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Ends the stream, if there is one.
    func endStream() {
        guard conversation.phase == .streaming else { return }
        conversation.answered(keepsConnection: false, now: loop.now)
        takeWhenEnded()?()
        flush()
    }

    /// What is to be called at the end of the stream, which is then forgotten.
    func takeWhenEnded() -> (@Sendable () -> Void)? {
        defer { whenEnded = nil }
        return whenEnded
    }

    /// Discards what a client sends during a stream, and notices its end.
    func receiveDuringStream() {
        switch SystemCall.receive(descriptor, into: loop.received) {
        case .bytes, .blocked: break
        case .ended, .failed: close()
        }
    }
}
