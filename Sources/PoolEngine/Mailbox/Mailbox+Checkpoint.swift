internal import Dispatch
internal import SQLite
internal import Synchronization

// What has gathered in the log while there is work is moved into the database file beside it: on another thread, by
// another connection, round after round until little is left, which the pool's queue moves itself. Only then does the log
// begin anew. Done on the pool's queue alone, as SQLite does by itself, everybody would wait for the disk to take 16 MiB
// twice. Nobody else opens or replaces the file meanwhile: closing it and exclusive jobs wait.
//
// What is left at the end of a busy time is moved into the database file once the pool has been quiet for a second: the
// file alone is the whole state then, has survived a loss of power, and the log takes no room. A file that deletes have
// left mostly empty is rewritten before (docs/decisions/0009). A timer is set once for a busy time and not again before
// the next write, so an idle pool wakes nobody.

/// What a mailbox knows of its write-ahead log.
struct LogState {
    /// How many batches have written so far; wraps.
    fileprivate var writes: UInt64 = 0
    /// The value of `writes` at the last checkpoint.
    fileprivate var checkpointed: UInt64 = 0
    /// Whether a timer runs.
    fileprivate var isAwaitingQuiet = false
    /// The rounds of the checkpoint beside the work that were begun; 0 while there is none.
    fileprivate var rounds = 0
    /// The pages that the round at work found.
    fileprivate var pagesFound = 0
    /// The pages that the last checkpoint left behind, because a reader stands on the log.
    fileprivate var pagesLeft = 0

    /// Remembers that a batch with jobs that write was run, whatever became of them.
    mutating func noteWriting() {
        writes &+= 1
    }
}

extension Mailbox {
    /// Pages of log after which it is moved into the file: 4,000 pages of 4 KiB are 16 MiB.
    private static let logPages = 4_000
    /// Pages of log with which commits wait for the checkpoint beside them, so that the log stays bounded.
    private static let mostLogPages = 32_000
    /// Pages that the pool's queue moves itself.
    private static let fewPages = 500
    /// How often the work may be ahead again after a round.
    private static let mostRounds = 8

    /// Moves a long log into the database file beside the work; called after each batch.
    func checkpointBesideWork() {
        guard let connection = transaction?.connection else { return }
        let pages = connection.logPages
        if pages < log.pagesLeft { log.pagesLeft = 0 }
        guard log.rounds > 0 else {
            if pages - log.pagesLeft >= Self.logPages {
                // Beside a connection that has the file to itself there is none.
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

    /// Waits until nobody else has the file open.
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
            // What fails here fails again on the pool's queue, or does not.
            try? Connection.checkpointBeside(path: path, vfs: vfs)
            self?.isRoundDone.store(true, ordering: .releasing)
        }
    }

    private func endCheckpoint(_ connection: Connection) {
        log.rounds = 0
        log.pagesLeft = connection.logPages
        // The log goes on growing when this fails, and is tried again after as many pages.
        try? connection.checkpointPassively()
    }

    /// How long nothing may have been written before the log is emptied.
    private static let quietTime = DispatchTimeInterval.seconds(1)

    /// Empties the write-ahead log once nothing has been written for a while.
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
        // Either may fail: a reader stands on the log (an export beside), the disk is full. The next write leads here
        // again.
        try? transaction?.connection.shrinkIfMostlyFree()
        try? transaction?.connection.checkpoint()
    }
}
