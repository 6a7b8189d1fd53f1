internal import Locking

/// The calls of tools that are running and were not cancelled.
final class RunningCalls: Sendable {
    private struct State {
        /// Each call with a number, because an id can be used again after a cancellation.
        var numbers: [RequestId: Int] = [:]
        var lastNumber = 0
    }

    private let state = Lock(State())

    /// Whether there are none.
    var isEmpty: Bool { state.withLock(\.numbers.isEmpty) }

    /// Notes that a call begins.
    ///
    /// - Returns: its number; nil if another one with this id is running.
    func begin(_ id: RequestId) -> Int? {
        state.withLock { state in
            guard state.numbers[id] == nil else { return nil }
            state.lastNumber += 1
            state.numbers[id] = state.lastNumber
            return state.lastNumber
        }
    }

    /// Notes that a call is cancelled.
    ///
    /// - Returns: whether it was running.
    func cancel(_ id: RequestId) -> Bool {
        state.withLock { $0.numbers.removeValue(forKey: id) } != nil
    }

    /// Ends a call.
    ///
    /// - Parameters:
    ///   - id: its id.
    ///   - number: its number.
    ///   - respond: sends its response, unless it was cancelled.
    func end(_ id: RequestId, _ number: Int, respond: () -> Void) {
        guard state.withLock({ $0.numbers[id] == number }) else { return }
        respond()
        state.withLock { state in
            if state.numbers[id] == number { state.numbers[id] = nil }
        }
    }
}
