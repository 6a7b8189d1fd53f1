/// Work for a user pool.
///
/// All members are called on the pool's queue, in the order below.
public protocol Job: AnyObject, Sendable {
    /// Whether `run` may change the directory.
    var writes: Bool { get }
    /// Whether the job works on the database as a whole and so has to run alone, with no transaction open.
    ///
    /// Jobs enqueued before it are committed and completed; jobs enqueued after it have not begun.
    var isExclusive: Bool { get }
    /// Does the work. An error undoes this job's changes and those of no other.
    ///
    /// Called again, once, when another job of the same transaction has to be undone; the changes of the first call have
    /// then been rolled back.
    func run(in transaction: PoolTransaction) throws
    /// Called with the outcome: after the commit of the changes, or with the reason why they were rolled back.
    func complete(_ outcome: Outcome)
}

extension Job {
    public var isExclusive: Bool { false }
}

/// How a job ended: its changes are durable, or the reason why they were rolled back.
public typealias Outcome = Result<Void, any Error>
