import Synchronization

/// An action that runs once per process.
final class OnceOnly: Sendable {
    private let isDone = Atomic<Bool>(false)

    /// Whether this is the first call.
    func isFirst() -> Bool { !isDone.exchange(true, ordering: .relaxed) }
}
