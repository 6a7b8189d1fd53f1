internal import Locking

/// Publishes all changes of a user pool, in the order of their commits.
public final class EventStream: Sendable {
    private let receivers = Lock<[@Sendable ([PoolEvent]) -> Void]>([])

    /// Creates a stream without receivers.
    public init() {}

    /// Registers a receiver for all batches published from now on.
    ///
    /// - Parameter receiver: called on the pool's queue, after the commit and before the callers are answered; it must
    ///   not block.
    public func subscribe(_ receiver: @escaping @Sendable ([PoolEvent]) -> Void) {
        receivers.withLock { $0.append(receiver) }
    }

    /// Passes committed events to all receivers.
    func publish(_ events: [PoolEvent]) {
        guard !events.isEmpty else { return }
        for receiver in receivers.withLock({ $0 }) { receiver(events) }
    }
}
