internal import Bytes
import HTTP

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
}
