internal import Locking

/// The one stream all changes of a user pool run through, in the order of their commits.
public final class EventStream: Sendable {
    private let receivers = Lock<[@Sendable ([PoolEvent]) -> Void]>([])

    /// A stream nobody listens to yet.
    public init() {}

    /// Lets a receiver have every batch of events from now on.
    ///
    /// - Parameter receiver: called on the pool's queue, after the commit and before the callers are answered; it must
    ///   not block.
    public func subscribe(_ receiver: @escaping @Sendable ([PoolEvent]) -> Void) {
        receivers.withLock { $0.append(receiver) }
    }

    /// Hands events that are durable to all receivers.
    func publish(_ events: [PoolEvent]) {
        guard !events.isEmpty else { return }
        for receiver in receivers.withLock({ $0 }) { receiver(events) }
    }
}
