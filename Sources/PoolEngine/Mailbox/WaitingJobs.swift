/// The jobs that wait for the queue of a pool; protected by the lock of the mailbox.
struct WaitingJobs {
    /// The number of waiting jobs at which a deferred start happens at once.
    private static let deferredStartLimit = 16
    /// The most jobs of one transaction, which bounds the latency of the first of them.
    private static let batchLimit = 256

    /// What the caller has to do after a job has been added.
    enum NextStep {
        case none, startLater, scheduleDrain
    }

    var jobs: [any Job] = []
    /// Places reserved for jobs that are still being prepared.
    var reserved = 0
    var isScheduled = false
    /// Whether a caller has been asked to call `start()`.
    var isStartDeferred = false
    /// How many of the jobs are exclusive.
    var exclusive = 0

    /// Adds a job.
    ///
    /// - Parameters:
    ///   - job: the job.
    ///   - isExclusive: whether it has to run alone.
    ///   - defersStart: whether the caller is about to add others.
    /// - Returns: what the caller has to do next.
    mutating func append(_ job: any Job, isExclusive: Bool, defersStart: Bool) -> NextStep {
        jobs.append(job)
        if isExclusive { exclusive += 1 }
        if isScheduled { return .none }
        if defersStart, jobs.count < Self.deferredStartLimit {
            defer { isStartDeferred = true }
            return isStartDeferred ? .none : .startLater
        }
        isScheduled = true
        return .scheduleDrain
    }

    /// Removes the jobs of the next batch and returns them; an exclusive job is a batch by itself.
    mutating func takeBatch() -> [any Job] {
        var count = min(jobs.count, Self.batchLimit)
        if exclusive > 0, let place = jobs.prefix(count).firstIndex(where: \.isExclusive) {
            count = max(place, 1)
            if place == 0 { exclusive -= 1 }
        }
        let taken = Array(jobs.prefix(count))
        jobs.removeFirst(count)
        return taken
    }
}
