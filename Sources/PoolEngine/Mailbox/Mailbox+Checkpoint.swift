internal import Dispatch
internal import SQLite
internal import Synchronization

// A checkpoint runs while jobs run: another connection on another thread copies the log into the database file, in
// rounds, until little is left. The pool's queue copies that last part, and the log restarts. If the pool's queue did
// all of it, as SQLite does by default, all callers would wait for the disk to write 16 MiB twice. The file is neither
// closed nor replaced meanwhile: closing it and exclusive jobs wait.
//
// One second after the last write, the rest of the log is copied into the database file. Then the file alone holds the
// whole state, it survives a loss of power, and the log is empty. A file whose pages are mostly free is rewritten first
// (docs/decisions/0009). The timer is only set after a write, so an idle pool causes no wake-ups.

/// The state of a mailbox's write-ahead log.
struct LogState {
    /// The number of batches that wrote; wraps.
    fileprivate var writes: UInt64 = 0
    /// The value of `writes` at the last checkpoint.
    fileprivate var checkpointed: UInt64 = 0
    /// Whether the timer is set.
    fileprivate var isAwaitingQuiet = false
    /// The rounds begun by the concurrent checkpoint; 0 if none is running.
    fileprivate var rounds = 0
    /// The pages in the log when the current round began.
    fileprivate var pagesFound = 0
    /// The pages that the last checkpoint could not copy, because a reader uses the log.
    fileprivate var pagesLeft = 0

    /// Records that a batch with jobs that write was run, whatever the outcome.
    mutating func noteWriting() {
        writes &+= 1
    }
}

extension Mailbox {
    /// The pages in the log at which a concurrent checkpoint begins: 4,000 pages of 4 KiB are 16 MiB.
    private static let logPages = 4_000
    /// The pages in the log at which commits wait for the concurrent checkpoint, which bounds the log.
    private static let mostLogPages = 32_000
    /// The most pages that the pool's queue copies itself.
    private static let fewPages = 500
    /// The most rounds of a concurrent checkpoint.
    private static let mostRounds = 8

    /// Begins or continues a concurrent checkpoint of a long log; called after each batch.
    func checkpointConcurrently() {
        guard let connection = transaction?.connection else { return }
        let pages = connection.logPages
        if pages < log.pagesLeft { log.pagesLeft = 0 }
        guard log.rounds > 0 else {
            if pages - log.pagesLeft >= Self.logPages {
                // No other connection can open a file that this one has locked.
                if connection.isExclusive { endCheckpoint(connection) } else { beginRound(connection) }
            }
            return
        }
        if pages - log.pagesLeft >= Self.mostLogPages { checkpoints.sync {} }
        guard isRoundDone.load(ordering: .acquiring) else { return }
        if pages - log.pagesFound > Self.fewPages, log.rounds < Self.mostRounds {
            beginRound(connection)
        } else {
            endCheckpoint(connection)
        }
    }

    /// Waits for the end of a concurrent checkpoint.
    func finishCheckpoint() {
        guard log.rounds > 0 else { return }
        checkpoints.sync {}
        log.rounds = 0
    }

    private func beginRound(_ connection: Connection) {
        log.rounds += 1
        log.pagesFound = connection.logPages
        isRoundDone.store(false, ordering: .relaxed)
        checkpoints.async { [path = connection.path, vfs = connection.vfs, weak self] in
            // If this fails, the checkpoint on the pool's queue does the work.
            try? Connection.checkpointBeside(path: path, vfs: vfs)
            self?.isRoundDone.store(true, ordering: .releasing)
        }
    }

    private func endCheckpoint(_ connection: Connection) {
        log.rounds = 0
        log.pagesLeft = connection.logPages
        // If this fails, the log continues to grow, and the next attempt is after as many pages.
        try? connection.checkpointPassively()
    }

    /// The time after the last write at which the log is emptied.
    private static let quietTime = DispatchTimeInterval.seconds(1)

    /// Empties the write-ahead log when nothing has been written for `quietTime`.
    func checkpointWhenQuiet() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard log.writes != log.checkpointed, !log.isAwaitingQuiet else { return }
        log.isAwaitingQuiet = true
        let seen = log.writes
        queue.asyncAfter(deadline: .now() + Self.quietTime) { [weak self] in
            guard let self else { return }
            log.isAwaitingQuiet = false
            guard log.writes == seen else { return checkpointWhenQuiet() }
            log.checkpointed = seen
            shrinkAndCheckpoint()
        }
    }

    private func shrinkAndCheckpoint() {
        finishCheckpoint()
        // Either may fail: another process reads (an export), or the disk is full. The next write schedules another
        // attempt.
        try? transaction?.connection.shrinkIfMostlyFree()
        try? transaction?.connection.checkpoint()
    }
}
