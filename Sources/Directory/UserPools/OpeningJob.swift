/// A job that only has its pool's file opened.
final class OpeningJob: Job {
    let writes = false

    func run(in transaction: DirectoryTransaction) {}
    func complete(_ outcome: Outcome) {}
}
