/// A job without work, which makes the mailbox open its file.
final class OpeningJob: Job {
    let writes = false

    func run(in transaction: PoolTransaction) {}
    func complete(_ outcome: Outcome) {}
}
