import Synchronization

/// The number of open connections over all loops, and its limit.
final class ConnectionCounter: Sendable {
    private let open = Atomic<Int>(0)
    private let limit: Int

    /// Creates a counter at 0 for at most `limit` connections.
    init(limit: Int) { self.limit = limit }

    /// Whether no further connection may be accepted.
    var isFull: Bool { open.load(ordering: .acquiring) >= limit }

    /// Counts an opened connection.
    func addOne() { open.wrappingAdd(1, ordering: .acquiringAndReleasing) }

    /// Counts a closed connection.
    ///
    /// - Returns: whether the limit was reached until now.
    func removeOne() -> Bool {
        open.wrappingSubtract(1, ordering: .acquiringAndReleasing).oldValue == limit
    }
}
