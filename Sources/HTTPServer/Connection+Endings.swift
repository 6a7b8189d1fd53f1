internal import Bytes
import HTTP
import Platform

/// Requests that end without a complete response, because the handler wants it.
extension Connection {
    /// Ends the request with this number.
    func end(_ ending: Inbox.Ending, exchange: UInt64) {
        guard isOpen else { return }
        guard isWaiting(for: exchange) else {
            assertionFailure("a second response to one request")
            return
        }
        switch ending {
        case .reset: close(byReset: true)
        case .hang: hang()
        case .cut(let response, let bodyBytes): answer(response, cutAfter: bodyBytes)
        }
    }

    private func hang() {
        guard !loop.isStopping else { return close() }
        conversation.hang()
        lingerBudget -= input.count
        input.removeAll()
        listenToInput()
    }

    private func answer(_ response: borrowing Response, cutAfter bodyBytes: Int) {
        var terms = conversation.terms
        terms.keepsConnection = false
        let sendsBody = loop.writer.writeHead(
            of: response, terms: terms, now: loop.seconds, into: &loop.output)
        if sendsBody {
            response.body.withUnsafeBytes { body in
                loop.output.append(UnsafeRawBufferPointer(rebasing: body.prefix(bodyBytes)))
            }
        }
        conversation.answered(keepsConnection: false, now: loop.now)
        flush()
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Notices from now on that the client leaves before the response to its request.
    func watch(exchange: UInt64, whenEnded: @escaping @Sendable () -> Void) {
        guard isOpen else { return whenEnded() }
        guard isWaiting(for: exchange) else { return }
        self.whenEnded = whenEnded
        listenToInput()
    }

    /// Closes the connection if its client has closed its output; a further request stays unread.
    func noticeLeaving() {
        switch SystemCall.peek(descriptor) {
        case .bytes: listen(to: interest.subtracting(.input))
        case .blocked: break
        case .ended, .failed: close()
        }
    }
}
