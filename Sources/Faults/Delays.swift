internal import Dispatch
internal import Locking

/// Work that waits for its time; a stop of the program ends all delays.
public final class Delays: Sendable {
    private struct State {
        var waiting: [UInt64: @Sendable () -> Void] = [:]
        var lastId: UInt64 = 0
        var isEnded = false
    }

    private let state = Lock(State())

    /// Runs work on some queue after a time, or at once if the delays have ended.
    ///
    /// - Parameters:
    ///   - milliseconds: the time.
    ///   - work: what to run; called once.
    public func run(after milliseconds: Int, _ work: @escaping @Sendable () -> Void) {
        let id: UInt64? = state.withLock { state in
            guard !state.isEnded else { return nil }
            state.lastId += 1
            state.waiting[state.lastId] = work
            return state.lastId
        }
        guard let id else { return work() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [state] in
            state.withLock { $0.waiting.removeValue(forKey: id) }?()
        }
    }

    /// Runs all work that waits, because the program stops; later work does not wait.
    public func end() {
        let waiting = state.withLock { state in
            state.isEnded = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for work in waiting.values { work() }
    }
}
