import Synchronization

/// Something that is done once in the life of the program.
final class OnceOnly: Sendable {
    private let isDone = Atomic<Bool>(false)

    /// Whether this is the first call.
    func isFirst() -> Bool { !isDone.exchange(true, ordering: .relaxed) }
}
