internal import Faults
internal import HTTP
internal import HTTPServer

extension Responder {
    /// The header field that names a plan in a request, and has the ids of the plans that applied in an answer.
    static let faultField: StaticString = "x-genauth-emulator-fault"

    /// Sends a response as a fault wants it: later, in part, or not at all.
    func send(_ answer: Response, with fault: Fault) {
        var response = answer
        response.headers.append((Self.faultField, fault.causes.map(\.id).joined(separator: ", ")))
        guard fault.latency > 0 else { return end(with: response, by: fault.ending) }
        fault.delays.run(after: fault.latency) { [response] in
            end(with: response, by: fault.ending)
        }
    }

    private func end(with response: Response, by ending: FaultEnding?) {
        switch ending {
        case nil: send(response)
        case .reset: reset()
        case .hang: hang()
        case .truncate(let bytes): send(response, cutAfter: bytes)
        }
    }
}
