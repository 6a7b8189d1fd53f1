import Synchronization

/// The number of open connections over all loops, and its limit.
final class Census: Sendable {
    private let open = Atomic<Int>(0)
    private let limit: Int

    /// No connection yet, and `limit` of them at most.
    init(limit: Int) { self.limit = limit }

    /// Whether no further connection may be accepted.
    var isFull: Bool { open.load(ordering: .acquiring) >= limit }

    /// Counts a connection in.
    func enter() { open.wrappingAdd(1, ordering: .acquiringAndReleasing) }

    /// Counts a connection out.
    ///
    /// - Returns: whether the server was full until now.
    func leave() -> Bool {
        open.wrappingSubtract(1, ordering: .acquiringAndReleasing).oldValue == limit
    }
}
