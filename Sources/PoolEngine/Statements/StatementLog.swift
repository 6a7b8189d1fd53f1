public import Bytes
internal import Locking
public import SQLite
internal import Synchronization

/// The statements of the last requests of a user pool, kept only while that is switched on.
///
/// Limited in the number of statements; those of the oldest requests are removed first.
public final class StatementLog: Sendable {
    /// The most statements of all requests.
    static let mostStatements = 10_000

    private struct State {
        var statements: [UUIDBytes: [StatementRuns]] = [:]
        /// The requests, oldest first, from `first` on.
        var requests: [UUIDBytes] = []
        var first = 0
        /// The number of statements, where a request without any counts as one.
        var count = 0

        mutating func removeFirst() {
            let removed = statements.removeValue(forKey: requests[first])
            count -= max(1, removed?.count ?? 0)
            first += 1
            if first * 2 > requests.count {
                requests.removeFirst(first)
                first = 0
            }
        }
    }

    private let isOn = Atomic(false)
    private let state = Lock(State())

    /// No statements.
    init() {}

    /// Whether the statements of requests are recorded from now on.
    public var isRecording: Bool {
        get { isOn.load(ordering: .relaxed) }
        set { isOn.store(newValue, ordering: .relaxed) }
    }

    /// Adds the statements of a request, or replaces them if it was run again.
    public func record(_ statements: [StatementRuns], of requestId: UUIDBytes) {
        state.withLock { state in
            state.count += max(1, statements.count)
            if let replaced = state.statements.updateValue(statements, forKey: requestId) {
                state.count -= max(1, replaced.count)
            } else {
                state.requests.append(requestId)
            }
            while state.count > Self.mostStatements, state.first < state.requests.count {
                state.removeFirst()
            }
        }
    }

    /// The statements of a request in the order of their first execution; nil if they were not recorded or are removed.
    public func statements(of requestId: UUIDBytes) -> [StatementRuns]? {
        state.withLock { $0.statements[requestId] }
    }

    /// Removes all statements.
    public func removeAll() {
        state.withLock { $0 = State() }
    }
}
