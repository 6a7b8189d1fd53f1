public import Dispatch
internal import Locking
internal import Platform
internal import Synchronization

/// How many pools keep their files open without using them.
///
/// A connection that has served a few calls takes some 700 KB; opening one takes about a millisecond.
public struct IdleLimits: Sendable {
    /// How many files may be open.
    public var openFiles = 32
    /// A file that was not used for this long is closed, before it is twice as long.
    public var period = DispatchTimeInterval.seconds(60)

    /// The defaults.
    public init() {}
}

/// The pools' files that are open, and which of them are closed first.
///
/// Time is counted in moments, which pass when a file is opened and once in a period. A file notes the moment of each
/// use, which costs a busy pool one read and one write; those not used since a moment are found without a clock, and
/// the least recently used among the others are those with the lowest moments. A file in use is never closed: more than
/// the limit are open as long as more are in use.
final class OpenFiles: Sendable {
    private struct Entry {
        weak var file: IdleFile?
        weak var mailbox: Mailbox?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        /// How many files were closed so far; wraps.
        var closings: UInt = 0
        var isTicking = false
        /// The moment of the last tick.
        var lastTick = 0
    }

    /// After how many closings memory is given back.
    private static let closingsForTrim: UInt = 16

    private let limits: IdleLimits
    private let present = Atomic<Int>(1)
    private let state = Lock(State())

    /// Sets the limits.
    init(_ limits: IdleLimits) {
        self.limits = limits
    }

    /// The present moment.
    var moment: Int { present.load(ordering: .relaxed) }

    /// How many files are open.
    var count: Int { state.withLock(\.entries.count) }

    /// Notes a file that was opened, on its mailbox's queue, and has others closed when they are too many.
    func didOpen(_ file: IdleFile, of mailbox: Mailbox) {
        present.wrappingAdd(1, ordering: .relaxed)
        file.willUse()
        let (surplus, mustTick) = state.withLock { state in
            state.entries = state.entries.filter { $0.value.mailbox != nil }
            state.entries[ObjectIdentifier(file)] = Entry(file: file, mailbox: mailbox)
            let mustTick = !state.isTicking
            state.isTicking = true
            return (leastUsed(state, apartFrom: file), mustTick)
        }
        close(surplus)
        if mustTick { scheduleTick() }
    }

    /// Notes a file that was closed.
    ///
    /// What a connection had is spread over the heaps of many threads, which keep it. It is given back to the system
    /// once for a number of files, for that takes milliseconds.
    func didClose(_ file: IdleFile) {
        let mustTrim = state.withLock { state in
            state.entries[ObjectIdentifier(file)] = nil
            state.closings &+= 1
            return state.closings % Self.closingsForTrim == 0 || state.entries.isEmpty
        }
        if mustTrim { DispatchQueue.global(qos: .utility).async { Memory.trim() } }
    }

    /// The least recently used of the files that are more than the limit.
    private func leastUsed(_ state: State, apartFrom file: IdleFile?) -> [Entry] {
        let count = state.entries.count - limits.openFiles
        guard count > 0 else { return [] }
        // Others go on using their files meanwhile: each moment is read once.
        let moments = state.entries.values.filter { $0.file !== file }.map {
            (entry: $0, moment: $0.file?.lastMoment ?? 0)
        }
        return moments.sorted { $0.moment < $1.moment }.prefix(count).map(\.entry)
    }

    private func scheduleTick() {
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + limits.period) { [weak self] in
            self?.tick()
        }
    }

    /// Closes what was not used since the last tick, and what is more than the limit.
    private func tick() {
        let now = present.wrappingAdd(1, ordering: .relaxed).newValue
        let (unused, goesOn) = state.withLock { state in
            state.entries = state.entries.filter { $0.value.mailbox != nil }
            let idle = state.entries.values.filter { $0.file?.lastMoment ?? 0 < state.lastTick }
            state.lastTick = now
            state.isTicking = !state.entries.isEmpty
            return (idle + leastUsed(state, apartFrom: nil), state.isTicking)
        }
        close(unused)
        if goesOn { scheduleTick() }
    }

    /// Closes files unless they are used before it comes to it.
    private func close(_ entries: [Entry]) {
        for entry in entries {
            guard let file = entry.file else { continue }
            let seen = file.lastMoment
            entry.mailbox?.closeFile { file.lastMoment == seen }
        }
    }
}
