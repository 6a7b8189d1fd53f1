/// A job that only has its pool's file opened.
final class OpeningJob: Job {
    let writes = false

    func run(in transaction: PoolTransaction) {}
    func complete(_ outcome: Outcome) {}
}
