internal import Dispatch
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
public final class EventLog: Sendable {
    /// The most ids of members that are kept; the oldest events are removed first.
    static let mostMembers = 100_000
    /// The most calls that may wait for an event at a time.
    static let mostWaiting = 1_024

    private struct Waiting {
        let id: UInt64
        let filter: EventFilter
        let completion: @Sendable (Bool) -> Void
    }

    private struct State {
        /// The events; those before `start` are removed.
        var entries: [RecordedEvent] = []
        var start = 0
        var members = 0
        var lastNumber: UInt64 = 0
        var waiting: [Waiting] = []
        var nextWaiting: UInt64 = 0
        var isEnded = false

        var kept: ArraySlice<RecordedEvent> { entries[start...] }

        mutating func append(_ event: PoolEvent, at time: Timestamp, capacity: Int) {
            lastNumber += 1
            members += event.members.count
            while start < entries.count,
                entries.count - start >= capacity || members > EventLog.mostMembers
            {
                members -= entries[start].event.members.count
                // The ids are not kept until the array is shortened.
                entries[start].event = PoolEvent(event.name, "")
                start += 1
            }
            if start > capacity {
                entries.removeFirst(start)
                start = 0
            }
            entries.append(RecordedEvent(number: lastNumber, time: time, event: event))
        }
    }

    private let capacity: Int
    private let state = Lock(State())

    /// Makes an empty log.
    ///
    /// - Parameter capacity: the most events; 0 to keep none.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds events, and completes the calls that wait for one of them.
    func record(_ events: [PoolEvent], at time: Timestamp) {
        guard capacity > 0 else { return }
        let served = state.withLock { state in
            let before = state.lastNumber
            for event in events { state.append(event, at: time, capacity: capacity) }
            guard !state.waiting.isEmpty else { return [Waiting]() }
            let new = state.kept.filter { $0.number > before }
            let served = state.waiting.filter { new.contains(where: $0.filter.fits) }
            state.waiting.removeAll { new.contains(where: $0.filter.fits) }
            return served
        }
        for waiting in served { waiting.completion(true) }
    }

    /// The newest events that fit, oldest first.
    public func events(_ filter: EventFilter, limit: Int) -> [RecordedEvent] {
        state.withLock { Array($0.kept.filter(filter.fits).suffix(limit)) }
    }

    /// Ends all calls that wait, because the program stops; later ones do not wait.
    public func endWaiting() {
        let ended = state.withLock { state in
            state.isEnded = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiting in ended { waiting.completion(false) }
    }

    /// Waits for an event that fits.
    ///
    /// - Parameters:
    ///   - filter: what is waited for; an event that is kept already is found at once.
    ///   - milliseconds: how long to wait.
    ///   - completion: called once with whether there is one; with false after the time, with too many calls that wait,
    ///     or when the program stops.
    public func wait(
        for filter: EventFilter, milliseconds: Int, then completion: @escaping @Sendable (Bool) -> Void
    ) {
        let id: UInt64? = state.withLock { state in
            guard !state.kept.contains(where: filter.fits), !state.isEnded,
                state.waiting.count < Self.mostWaiting
            else { return nil }
            state.nextWaiting += 1
            state.waiting.append(Waiting(id: state.nextWaiting, filter: filter, completion: completion))
            return state.nextWaiting
        }
        guard let id else { return completion(!events(filter, limit: 1).isEmpty) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            let late = self?.state.withLock { state in
                state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
            }
            late?.completion(false)
        }
    }
}
