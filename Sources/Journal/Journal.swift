internal import Bytes
internal import Dispatch
internal import Locking

/// The last requests of a user pool, limited in number and bytes.
///
/// Recording one takes a lock and copies nothing; its text is made when it is read.
public final class Journal: BudgetedStore {
    /// The most bytes that a journal keeps; the oldest entries are removed first.
    static let mostBytes = 16 << 20

    struct State {
        var entries = Ring()
        var share = MemoryShare()
        var waiting = WaitingCalls<JournalEntry>()
        var observers: [UInt64: Observer] = [:]
        var nextObserver: UInt64 = 0
        var hasEnded = false
    }

    /// Who waits for an entry.
    private struct Watchers {
        let served: [WaitingCalls<JournalEntry>.Call]
        let observers: [Observer]
    }

    /// The most entries; 0 for a journal that keeps nothing.
    public let capacity: Int
    let state = Lock(State())
    private let budget: MemoryBudget

    /// Makes an empty journal.
    ///
    /// - Parameters:
    ///   - capacity: the most entries.
    ///   - budget: the most bytes of all journals.
    public init(capacity: Int, budget: MemoryBudget) {
        self.capacity = capacity
        self.budget = budget
        if capacity > 0 { budget.add(self) }
    }

    deinit {
        budget.remove(ObjectIdentifier(self), state.withLock(\.share))
    }

    public var keptBytes: Int { state.withLock(\.entries.bytes) }

    public func trim(toBytes most: Int) {
        state.withLock { state in
            state.entries.removeOldest(whileOver: most)
            state.share.report(state.entries.bytes, to: budget)
        }
    }

    /// Adds an entry, and completes the calls that wait for it.
    public func record(_ entry: JournalEntry) {
        guard capacity > 0 else { return }
        let watchers = state.withLock { state -> Watchers? in
            state.entries.append(entry, capacity: capacity, mostBytes: Self.mostBytes)
            state.share.note(state.entries.bytes, to: budget)
            guard !state.waiting.isEmpty || !state.observers.isEmpty else { return nil }
            return Watchers(
                served: state.waiting.take(for: entry), observers: Array(state.observers.values))
        }
        guard let watchers else { return }
        for observer in watchers.observers { observer.receive(entry) }
        guard !watchers.served.isEmpty else { return }
        // Not on the way of the response.
        DispatchQueue.global(qos: .userInitiated).async {
            for waiting in watchers.served { waiting.completion(.found) }
        }
    }

    /// The newest entries that match, oldest first.
    public func entries(_ filter: JournalFilter, limit: Int) -> [JournalEntry] {
        state.withLock { $0.entries.last(limit, where: filter.fits) }
    }

    /// The number of entries that match.
    public func count(_ filter: JournalFilter) -> Int {
        state.withLock { $0.entries.count(where: filter.fits) }
    }

    /// The entry of a request that is still kept.
    ///
    /// - Parameter id: its requestId, or its number.
    /// - Returns: the entry; nil if there is none.
    public func entry(_ id: String) -> JournalEntry? {
        if let requestId = UUIDBytes(id) {
            return state.withLock { $0.entries.last(1) { $0.requestId == requestId }.first }
        }
        guard let number = UInt64(id) else { return nil }
        return state.withLock { $0.entries.last(1) { $0.number == number }.first }
    }

    /// Removes all entries; later entries continue the numbers.
    public func removeAll() {
        state.withLock { state in
            state.entries.removeAll()
            state.share.report(0, to: budget)
        }
    }

    /// Ends all calls that wait and all observers, because the pool is removed or the program stops; later ones end at
    /// once.
    public func endWaiting() {
        let (ended, observers) = state.withLock { state in
            state.hasEnded = true
            defer { state.observers = [:] }
            return (state.waiting.end(), Array(state.observers.values))
        }
        for waiting in ended { waiting.completion(.ended) }
        for observer in observers { observer.end() }
    }

    /// Waits for an entry that matches.
    ///
    /// - Parameters:
    ///   - filter: which entry to wait for; one that is already recorded completes the call at once.
    ///   - milliseconds: how long to wait.
    ///   - completion: has the outcome; called once, on some queue.
    /// - Returns: withdraws the call, whose completion is then not called; nil if it does not wait.
    @discardableResult
    public func wait(
        for filter: JournalFilter, milliseconds: Int,
        then completion: @escaping @Sendable (WaitOutcome) -> Void
    ) -> (@Sendable () -> Void)? {
        let start = state.withLock { state -> WaitingCalls<JournalEntry>.Start in
            guard state.entries.last(1, where: filter.fits).isEmpty else { return .done(.found) }
            return state.waiting.add(matching: filter.fits, completion: completion)
        }
        return start.follow(for: milliseconds, completion) { [weak self] id in
            self?.state.withLock { $0.waiting.take(id: id) }
        }
    }
}
