/// Work for a user pool.
///
/// Everything is called on the pool's queue, in the order below.
public protocol Job: AnyObject, Sendable {
    /// Whether `run` may change the directory.
    var writes: Bool { get }
    /// Whether the job works on the database as a whole and so has to be alone, with no transaction open.
    ///
    /// What was posted before it is committed and answered, what is posted after it has not begun.
    var isExclusive: Bool { get }
    /// Does the work. What it throws undoes its own changes and nobody else's.
    ///
    /// Is called again, once, when a neighbour in the same transaction has to be undone; nothing is left of the first
    /// time then.
    func run(in transaction: PoolTransaction) throws
    /// Learns the outcome: after the commit of the changes, or why they do not stand.
    func complete(_ outcome: Outcome)
}

extension Job {
    public var isExclusive: Bool { false }
}

/// How a job ended: its changes are durable, or why they do not stand.
public typealias Outcome = Result<Void, any Error>
