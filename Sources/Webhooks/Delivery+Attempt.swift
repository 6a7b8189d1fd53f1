internal import HTTPClient

extension Delivery.Attempt {
    /// Notes how a request has ended.
    ///
    /// - Parameters:
    ///   - result: the response, or why there is none.
    ///   - time: when it began, in milliseconds since 1970 by the clock of the user pool.
    ///   - microseconds: how long it took.
    init(
        _ result: Result<ReceivedResponse, ExchangeFailure>, beganAt time: Int64, microseconds: Int64
    ) {
        self.time = time
        self.microseconds = microseconds
        switch result {
        case .success(let response):
            status = response.status
            responseHeaders = response.headers
            responseBody = response.body
            isResponseCut = response.isCut
            isFinal = false
            error = (200...299).contains(response.status) ? nil : "the receiver returned \(response.status)"
        case .failure(let failure):
            status = nil
            responseHeaders = []
            responseBody = []
            isResponseCut = false
            isFinal = failure.isFinal
            error = "\(failure)"
        }
    }
}

extension Delivery {
    /// Notes the end of an attempt, and decides what follows.
    ///
    /// - Parameters:
    ///   - attempt: the attempt.
    ///   - now: in milliseconds since 1970 by the clock of the user pool.
    ///   - policy: when a failed delivery is repeated.
    mutating func finish(_ attempt: Attempt, now: Int64, policy: RetryPolicy?) {
        if attempts.count == Self.mostAttempts { attempts.removeFirst() }
        attempts.append(attempt)
        guard attempt.error != nil else {
            state = .delivered
            return
        }
        failures += 1
        if !attempt.isFinal, let delay = policy?.milliseconds(after: failures) {
            nextAttemptAt = now + delay
        } else {
            state = .dead
        }
    }
}
