public import Dispatch
internal import Locking
internal import Platform
internal import Synchronization

/// The limits of unused open files.
///
/// A connection that has served a few calls uses some 700 KB; opening one takes about a millisecond.
public struct IdleLimits: Sendable {
    /// The most open files.
    public var openFiles = 32
    /// A file that has not been used for this time is closed, at the latest after twice the time.
    public var period = DispatchTimeInterval.seconds(60)

    public init() {}
}

/// Closes the pools' files that are not in use.
///
/// Time is counted by a tick counter, which increases when a file is opened and once in each period. A file records the
/// tick of each use, which costs one read and one write. So unused files are found without reading a clock, and the
/// least recently used files have the lowest ticks. A file in use is never closed, even beyond the limit.
final class OpenFiles: Sendable {
    private struct Entry {
        weak var file: IdleFile?
        weak var mailbox: Mailbox?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        /// The number of closed files; wraps.
        var closings: UInt = 0
        var isTicking = false
        /// The counter at the end of the last period.
        var lastTick = 0
    }

    /// The number of closed files after which free memory is returned to the system.
    private static let closingsForTrim: UInt = 16

    private let limits: IdleLimits
    private let present = Atomic<Int>(1)
    private let state = Lock(State())

    init(_ limits: IdleLimits) {
        self.limits = limits
    }

    /// The current tick.
    var moment: Int { present.load(ordering: .relaxed) }

    /// The number of open files.
    var count: Int { state.withLock(\.entries.count) }

    /// Called on its mailbox's queue when a file has been opened; closes others beyond the limit.
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

    /// Called when a file has been closed.
    ///
    /// The memory of connections is spread over the heaps of many threads, which keep it. Returning it to the system
    /// takes milliseconds, so that is done once for a number of files.
    func didClose(_ file: IdleFile) {
        let mustTrim = state.withLock { state in
            state.entries[ObjectIdentifier(file)] = nil
            state.closings &+= 1
            return state.closings % Self.closingsForTrim == 0 || state.entries.isEmpty
        }
        if mustTrim { DispatchQueue.global(qos: .utility).async { Memory.trim() } }
    }

    /// The least recently used files beyond the limit.
    private func leastUsed(_ state: State, apartFrom file: IdleFile?) -> [Entry] {
        let count = state.entries.count - limits.openFiles
        guard count > 0 else { return [] }
        // Files are used concurrently, so each tick is read once.
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

    /// Closes the files that were not used in the last period, and those beyond the limit.
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

    /// Closes files, unless they are used before that.
    private func close(_ entries: [Entry]) {
        for entry in entries {
            guard let file = entry.file else { continue }
            let seen = file.lastMoment
            entry.mailbox?.closeFile { file.lastMoment == seen }
        }
    }
}
