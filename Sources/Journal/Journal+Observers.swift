internal import Locking

/// Who receives entries as they are recorded.
struct Observer: Sendable {
    /// Called with each entry.
    let receive: @Sendable (JournalEntry) -> Void
    /// Called if the journal ends.
    let end: @Sendable () -> Void
}

/// Receivers of all entries as they are recorded.
extension Journal {
    /// The most observers at a time.
    static let mostObservers = 32

    /// Reserves a place for an observer, until `remove`.
    ///
    /// - Returns: its number; nil if there are too many.
    public func reserveObserver() -> UInt64? {
        state.withLock { state in
            guard state.observers.count < Self.mostObservers else { return nil }
            state.nextObserver += 1
            state.observers[state.nextObserver] = Observer(receive: { _ in }, end: {})
            return state.nextObserver
        }
    }

    /// Begins to pass entries to an observer, unless its place has been removed.
    ///
    /// - Parameters:
    ///   - filter: the wanted entries.
    ///   - withKept: whether those that are kept already are passed first.
    ///   - observer: its number.
    ///   - receiver: called with each entry, on any thread, also during this call; must not block or use the journal.
    ///   - whenEnded: called if the journal ends, on any thread, also during this call; must not block.
    public func observe(
        _ filter: JournalFilter, withKept: Bool, as observer: UInt64,
        receiver: @escaping @Sendable (JournalEntry) -> Void, whenEnded: @escaping @Sendable () -> Void
    ) {
        let hasEnded = state.withLock { state in
            guard !state.hasEnded else { return true }
            guard state.observers[observer] != nil else { return false }
            if withKept { state.entries.last(.max, where: filter.fits).forEach(receiver) }
            state.observers[observer] = Observer(
                receive: { if filter.fits($0) { receiver($0) } }, end: whenEnded)
            return false
        }
        if hasEnded { whenEnded() }
    }

    /// Removes an observer and its place.
    public func remove(_ observer: UInt64) {
        state.withLock { $0.observers[observer] = nil }
    }
}
