internal import Bytes
import HTTP
import Platform

extension Connection {
    /// Writes the response to the current request into the loop's output; `flush` sends it.
    func answer(_ response: borrowing Response) {
        let keeps = conversation.terms.keepsConnection && !response.close && !loop.isStopping
        write(response, keepsConnection: keeps)
        conversation.answered(keepsConnection: keeps, now: loop.now)
    }

    /// Writes the response to a refused request.
    func writeRefusal(_ refusal: Refusal) {
        write(loop.handler.response(to: refusal), keepsConnection: false)
    }

    /// Sends the response to a request that is refused while no input is being served.
    func sendRefusal(_ refusal: Refusal) {
        writeRefusal(refusal)
        flush()
    }

    /// Accepts a response that was sent from another thread or later.
    func takeLateAnswer(_ response: borrowing Response, exchange: UInt64) {
        guard isOpen else { return }
        guard isWaiting(for: exchange) else {
            assertionFailure("a second response to one request")
            return
        }
        if whenEnded != nil { whenEnded = nil }
        answer(response)
        flush()
        resumeReading()
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Whether the request with this number is waiting for its response.
    func isWaiting(for exchange: UInt64) -> Bool {
        conversation.phase == .answering && conversation.exchange == exchange
    }

    func write(_ response: borrowing Response, keepsConnection: Bool) {
        var terms = conversation.terms
        terms.keepsConnection = keepsConnection
        let sendsBody = loop.writer.writeHead(
            of: response, terms: terms, now: loop.seconds, into: &loop.output)
        guard sendsBody else { return }
        response.body.withUnsafeBytes { body in
            if body.count < EventLoop.copiedBodyBytes {
                loop.output.append(body)
            } else {
                flush(with: body)
            }
        }
    }

    /// Sends the loop's output, which belongs to this connection, and closes it after the last response.
    ///
    /// Bytes that the kernel does not accept are kept as the connection's pending output.
    func flush(with body: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)) {
        defer { loop.output.removeAll(keepingCapacity: EventLoop.keptOutputBytes) }
        guard isOpen else { return }
        let head = UnsafeRawBufferPointer(loop.output.bytes)
        if head.count + body.count > 0 {
            loop.sentInTurn += head.count + body.count
            var sent = 0
            if output.isEmpty {
                switch SystemCall.send(descriptor, head, body) {
                case .bytes(let count): sent = count
                case .blocked: break
                case .ended, .failed:
                    close()
                    return
                }
            }
            if sent < head.count + body.count {
                if output.isEmpty { writeDeadline = loop.now + Int64(loop.configuration.timeouts.writeStall) }
                output.append(UnsafeRawBufferPointer(rebasing: head[min(sent, head.count)...]))
                output.append(UnsafeRawBufferPointer(rebasing: body[max(0, sent - head.count)...]))
                listenToOutput(true)
            }
        }
        finishIfSent()
    }

    /// Sends pending output when the socket is writable again, then continues to read.
    func sendPending() {
        guard !output.isEmpty else { return }
        switch SystemCall.send(descriptor, UnsafeRawBufferPointer(output.bytes)) {
        case .bytes(let count):
            output.removeFirst(count)
            writeDeadline = loop.now + Int64(loop.configuration.timeouts.writeStall)
            guard output.isEmpty else { return }
            output.removeAll()
            listenToOutput(false)
            finishIfSent()
            resumeReading()
            if loop.isStopping { closeUnlessInWork() }
        case .blocked: break
        case .ended, .failed: close()
        }
    }

    private func finishIfSent() {
        guard conversation.phase == .closing, output.isEmpty else { return }
        guard conversation.lingers || !input.isEmpty || !listensToInput else {
            close()
            return
        }
        SystemCall.endOutput(descriptor)
        conversation.linger(now: loop.now)
        listenToInput()
    }
}
