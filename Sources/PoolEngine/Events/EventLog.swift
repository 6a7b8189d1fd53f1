internal import Dispatch
public import Journal
internal import Locking

/// A change of a user pool as its log of events keeps it.
public struct RecordedEvent: Sendable {
    /// Its number in the log, from 1.
    public let number: UInt64
    /// When it was committed, by the clock of the pool.
    public let time: Timestamp
    /// What changed.
    public fileprivate(set) var event: PoolEvent
}

/// Which events of a log are wanted.
public struct EventFilter: Sendable {
    /// Only those with this name, such as `group:created`.
    public var name: String?
    /// Only those after the one with this number.
    public var since: UInt64 = 0

    /// All events.
    public init() {}

    fileprivate func fits(_ entry: RecordedEvent) -> Bool {
        entry.number > since && (name == nil || name == entry.event.name.text)
    }
}

/// The last changes of a user pool, limited in number and in the ids that they name.
public final class EventLog: BudgetedStore {
    /// The most ids of members that are kept; the oldest events are removed first.
    static let mostMembers = 100_000

    private struct State {
        /// The events; those before `start` are removed.
        var entries: [RecordedEvent] = []
        var start = 0
        var members = 0
        var share = MemoryShare()
        var lastNumber: UInt64 = 0
        var waiting = WaitingCalls<RecordedEvent>()

        var kept: ArraySlice<RecordedEvent> { entries[start...] }

        /// How many bytes are kept, about: ids are short texts.
        var bytes: Int { (entries.count - start) * 200 + members * 48 }

        mutating func append(_ event: PoolEvent, at time: Timestamp, capacity: Int) {
            lastNumber += 1
            members += event.members.count
            while start < entries.count,
                entries.count - start >= capacity || members > EventLog.mostMembers
            {
                removeFirst()
            }
            if start > capacity {
                entries.removeFirst(start)
                start = 0
            }
            entries.append(RecordedEvent(number: lastNumber, time: time, event: event))
        }

        mutating func removeFirst() {
            members -= entries[start].event.members.count
            // The ids are not kept until the array is shortened.
            entries[start].event = PoolEvent(entries[start].event.name, "")
            start += 1
        }
    }

    private let capacity: Int
    private let state = Lock(State())

    private let budget: MemoryBudget

    /// Makes an empty log.
    ///
    /// - Parameters:
    ///   - capacity: the most events; 0 to keep none.
    ///   - budget: the most bytes of all logs and journals.
    init(capacity: Int, budget: MemoryBudget) {
        self.capacity = capacity
        self.budget = budget
        if capacity > 0 { budget.add(self) }
    }

    deinit {
        budget.remove(ObjectIdentifier(self), state.withLock(\.share))
    }

    public var keptBytes: Int { state.withLock(\.bytes) }

    public func trim(toBytes most: Int) {
        state.withLock { state in
            while state.start < state.entries.count, state.bytes > most { state.removeFirst() }
            if state.start == state.entries.count {
                state.entries = []
                state.start = 0
            }
            state.share.report(state.bytes, to: budget)
        }
    }

    /// Adds events, and completes the calls that wait for one of them.
    func record(_ events: [PoolEvent], at time: Timestamp) {
        guard capacity > 0 else { return }
        let served = state.withLock { state in
            let before = state.lastNumber
            for event in events { state.append(event, at: time, capacity: capacity) }
            state.share.note(state.bytes, to: budget)
            guard !state.waiting.isEmpty else { return [WaitingCalls<RecordedEvent>.Call]() }
            let new = state.kept.filter { $0.number > before }
            return new.flatMap { state.waiting.take(for: $0) }
        }
        guard !served.isEmpty else { return }
        // Not on the pool's queue, on which other work waits.
        DispatchQueue.global(qos: .userInitiated).async {
            for waiting in served { waiting.completion(.found) }
        }
    }

    /// The newest events that fit, oldest first.
    public func events(_ filter: EventFilter, limit: Int) -> [RecordedEvent] {
        state.withLock { Array($0.kept.filter(filter.fits).suffix(limit)) }
    }

    /// Ends all calls that wait, because the pool is removed or the program stops; later ones do not wait.
    public func endWaiting() {
        let ended = state.withLock { $0.waiting.end() }
        for waiting in ended { waiting.completion(.ended) }
    }

    /// Waits for an event that fits.
    ///
    /// - Parameters:
    ///   - filter: what is waited for; an event that is kept already is found at once.
    ///   - milliseconds: how long to wait.
    ///   - completion: has the outcome; called once, on some queue.
    /// - Returns: withdraws the call, whose completion is then not called; nil if it does not wait.
    @discardableResult
    public func wait(
        for filter: EventFilter, milliseconds: Int, then completion: @escaping @Sendable (WaitOutcome) -> Void
    ) -> (@Sendable () -> Void)? {
        let start = state.withLock { state -> WaitingCalls<RecordedEvent>.Start in
            guard !state.kept.contains(where: filter.fits) else { return .done(.found) }
            return state.waiting.add(matching: filter.fits, completion: completion)
        }
        return start.follow(for: milliseconds, completion) { [weak self] id in
            self?.state.withLock { $0.waiting.take(id: id) }
        }
    }
}
