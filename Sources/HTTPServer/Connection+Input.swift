internal import Bytes
import HTTP
import Platform

extension Connection {
    /// Receives once and serves the complete requests; the level-triggered poller reports remaining input.
    func receive() {
        if conversation.phase == .streaming { return receiveDuringStream() }
        if conversation.discardsInput {
            discard()
            return
        }
        switch SystemCall.receive(descriptor, into: loop.received) {
        case .bytes(let count):
            let bytes = UnsafeMutableRawBufferPointer(rebasing: loop.received[..<count])
            if input.isEmpty {
                serveReceived(bytes)
            } else {
                input.append(UnsafeRawBufferPointer(bytes))
                serveInput()
            }
        case .blocked: break
        case .ended, .failed: close()
        }
    }

    /// Continues with requests that arrived while an earlier one was being handled.
    func resumeReading() {
        guard isOpen else { return }
        if mayRead, !input.isEmpty { serveInput() }
        if isOpen, mayRead { listenToInput() }
    }

    /// Continues with the input at the end of the last turn.
    func takeTurn() {
        isUnfinished = false
        resumeReading()
        if loop.isStopping { closeUnlessInWork() }
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// The common case: complete requests are served from the loop's buffer, and the connection owns no memory.
    private func serveReceived(_ bytes: UnsafeMutableRawBufferPointer) {
        let rest = serve(bytes)
        flush()
        guard isOpen, !rest.isEmpty else { return }
        if conversation.phase == .reading || conversation.phase == .answering {
            input.append(UnsafeRawBufferPointer(rebasing: bytes[rest]))
        }
    }

    private func serveInput() {
        let rest = serve(input.bytes)
        flush()
        guard isOpen else { return }
        if conversation.phase == .reading || conversation.phase == .answering {
            input.truncate(to: rest.upperBound)
            input.removeFirst(rest.lowerBound)
            if input.isEmpty { input.removeAll() }
        } else {
            input.removeAll()
        }
    }

    /// Passes the complete requests in `bytes` to the handler, one after the other, as long as each has been answered.
    ///
    /// - Returns: the bytes that are still to be read.
    private func serve(_ bytes: UnsafeMutableRawBufferPointer) -> Range<Int> {
        var start = 0
        var end = bytes.count
        loop.sentInTurn = 0
        while start < end, isOpen, mayRead {
            let message = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
            var count = message.count
            let step = conversation.read(message, count: &count, now: loop.now)
            end = start + count
            switch step {
            case .needsMore:
                return start..<end
            case .needsContinue:
                loop.output.append("HTTP/1.1 100 Continue\r\n\r\n")
                return start..<end
            case .request:
                let responder = Responder(connection: self, exchange: conversation.exchange)
                loop.serving = self
                loop.handler.respond(
                    to: conversation.request(in: UnsafeRawBufferPointer(message)), with: responder)
                loop.serving = nil
                start += conversation.release()
                if start < end, mayRead, loop.sentInTurn + loop.output.count >= EventLoop.turnBytes {
                    isUnfinished = true
                    loop.unfinished.append(self)
                }
            case .refused(let refusal):
                writeRefusal(refusal)
                return end..<end
            }
        }
        if start < end, isOpen, conversation.phase == .closing { conversation.leavesInput() }
        return start..<end
    }

    /// Reads and discards input, so that the last response is not lost by a reset (RFC 9112 section 9.6).
    private func discard() {
        switch SystemCall.receive(descriptor, into: loop.received) {
        case .bytes(let count):
            lingerBudget -= count
            conversation.discarded(now: loop.now)
            if lingerBudget < 0 { close() }
        case .blocked: break
        case .ended, .failed: close()
        }
    }
}
