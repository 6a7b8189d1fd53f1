internal import Bytes
internal import Contract
internal import Faults
internal import HTTP
internal import HTTPServer
internal import Logging

extension ManagementService {
    /// Why no request can meet a fault plan for an operation.
    ///
    /// - Parameter operation: the last part of the operation's path.
    /// - Returns: the reason, for people; nil if the operation is emulated.
    public func reasonAgainstFault(on operation: String) -> String? {
        let known = KnownOperations.all.filter { $0.path.hasSuffix("/\(operation)") }
        guard known.isEmpty else {
            return known.contains { entry(of: $0) != nil } ? nil : "\(operation) is not emulated"
        }
        let near = NearestOperations.find("/api/v3/\(operation)").first?.operation.path.split(separator: "/")
            .last
        return "there is no operation \(APIError.shown(operation))" + (near.map { "; nearest: \($0)" } ?? "")
    }

    /// Applies the fault plans of a user pool to a request whose caller is known.
    ///
    /// - Parameters:
    ///   - plans: the plans.
    ///   - request: the request.
    ///   - known: its parameters, if they have been read.
    ///   - call: the call; receives the fault, which changes how its answer is sent.
    /// - Returns: whether the request is finished, so that the operation must not be carried out.
    func applyFault(
        of plans: FaultPlans, to request: borrowing Request, parameters known: RequestParameters?,
        call: inout Call
    ) -> Bool {
        let parameters = plans.comparesParameters ? known ?? (try? readParameters(of: request)) : nil
        let name = request.headers.nonempty(Responder.faultField)?.string
        let operation = call.declaration.path.split(separator: "/").last.map(String.init) ?? ""
        let fault = plans.fault(operation: operation, name: name) { object in
            parameters?.contains(object) ?? false
        }
        guard let fault else { return false }
        call.exchange = Exchange(call.exchange, fault: fault)
        if let answer = fault.answer {
            call.fail(answer, because: fault.description)
            return true
        }
        call.exchange.logger.info(
            "applied a fault",
            metadata: [
                "requestId": "\(call.requestId)", "operation": "\(call.declaration.path)",
                "fault": "\(fault.description)",
            ])
        guard fault.ending == .reset || fault.ending == .hang else { return false }
        call.exchange.endWithoutAnswer(operation: call.declaration.path, journal: call.journal)
        return true
    }
}

extension Call {
    /// Sends the answer of a fault.
    fileprivate func fail(_ answer: FaultAnswer, because reason: String) {
        var headers: [(name: StaticString, value: String)] = []
        if let seconds = answer.retryAfter { headers.append(("Retry-After", "\(seconds)")) }
        let message =
            answer.message.map { Message(fixed: $0) } ?? .emulator("a fault was planned for this request")
        let error = APIError(
            answer.statusCode, apiCode: answer.apiCode, httpStatus: answer.httpStatus, message
        ).logged(reason)
        exchange.refuse(
            error, name: declaration.path, operation: declaration.path, journal: journal,
            headers: headers)
    }
}
