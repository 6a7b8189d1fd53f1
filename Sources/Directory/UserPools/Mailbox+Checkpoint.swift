internal import Dispatch
internal import SQLite

// A commit checkpoints by itself when the log has grown long, so the log is bounded while there is work. What is left
// at the end of a busy time is moved into the database file once the pool has been quiet for a second: the file alone
// is the whole state then, has survived a loss of power, and the log takes no room. A file that deletes have left mostly
// empty is rewritten before (docs/decisions/0009). Both run on the pool's queue, when nobody waits. A timer is set once
// for a busy time and not again before the next write, so an idle pool wakes nobody.

/// What a mailbox knows of its write-ahead log.
struct LogState {
    /// How many batches have written so far; wraps.
    fileprivate var writes: UInt64 = 0
    /// The value of `writes` at the last checkpoint.
    fileprivate var checkpointed: UInt64 = 0
    /// Whether a timer runs.
    fileprivate var isAwaitingQuiet = false

    /// Remembers that a batch with jobs that write was run, whatever became of them.
    mutating func noteWriting() {
        writes &+= 1
    }
}

extension Mailbox {
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
        // Either may fail: a reader stands on the log (an export beside), the disk is full. The next write leads here
        // again.
        try? transaction?.connection.shrinkIfMostlyFree()
        try? transaction?.connection.checkpoint()
    }
}
