import Synchronization

/// The number of open connections over all loops, and its limit.
final class Census: Sendable {
    private let open = Atomic<Int>(0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var isFull: Bool { open.load(ordering: .acquiring) >= limit }

    func enter() { open.wrappingAdd(1, ordering: .acquiringAndReleasing) }

    /// Counts a connection out.
    ///
    /// - Returns: whether the server was full until now.
    func leave() -> Bool {
        open.wrappingSubtract(1, ordering: .acquiringAndReleasing).oldValue == limit
    }
}
