import PoolTestSupport
import SQLite
import Testing

@testable import PoolEngine

/// What is acknowledged has to be there, and what is refused must not, when SQLite itself fails.
@Suite("Mailboxes when SQLite fails")
struct MailboxFailureTests {
    private struct Refusal: Error {}

    private let store: NumberStore

    init() throws {
        store = try NumberStore()
    }

    /// A job that breaks a foreign key which SQLite checks at the commit only.
    private func breakingTheCommit() -> RecordingJob {
        RecordingJob { transaction in
            try transaction.connection.execute("INSERT INTO copies VALUES (12345)")
        }
    }

    @Test("A mailbox fails every job of the batch when its commit fails, and continues")
    func commit() throws {
        let before = RecordingJob(writes: false) { _ in }
        let jobs = [
            RecordingJob(adding: 1), breakingTheCommit(), RecordingJob(adding: 2),
            RecordingJob(writes: false) { _ in },
        ]
        store.runTogether([before] + jobs)
        #expect(before.succeeded)
        for job in jobs {
            #expect(job.completions == 1)
            #expect((job.error as? SQLiteError)?.extendedCode == 787)
        }
        #expect(try store.committed() == [])

        let later = RecordingJob(adding: 3)
        store.runTogether([later])
        #expect(later.succeeded)
        #expect(try store.committed() == [3])
    }

    @Test(
        "A mailbox undoes the changes of a failing job, and none of other jobs", arguments: [0, 1, 2, 3])
    func undone(failing position: Int) throws {
        var jobs = (1...3).map { RecordingJob(adding: $0) }
        let failing = RecordingJob { transaction in
            try transaction.connection.run(NumberStore.insert, 100)
            throw Refusal()
        }
        jobs.insert(failing, at: position)
        store.runTogether(jobs)
        for job in jobs where job !== failing { #expect(job.succeeded) }
        #expect(failing.error is Refusal)
        #expect(jobs.allSatisfy { $0.completions == 1 })
        #expect(try store.committed() == [1, 2, 3])
    }

    @Test(
        "A mailbox runs jobs twice only when a failed job of a shared batch is undone",
        arguments: [true, false])
    func runs(changes: Bool) throws {
        let runs = Box(0)
        func job(_ number: Int) -> RecordingJob {
            RecordingJob { transaction in
                runs.change { $0 += 1 }
                try transaction.connection.run(NumberStore.insert, number)
            }
        }
        func failing(_ number: Int) -> RecordingJob {
            RecordingJob { transaction in
                runs.change { $0 += 1 }
                if changes { try transaction.connection.run(NumberStore.insert, number) }
                throw Refusal()
            }
        }
        store.runTogether([failing(100), job(1), job(2)])
        #expect(runs.value == 3)
        store.runTogether([job(3), failing(101), job(4)])
        #expect(runs.value == (changes ? 8 : 6))
        #expect(try store.committed() == [1, 2, 3, 4])
    }

    @Test("A mailbox reports the job's own error when the commit fails, too")
    func ownError() {
        let failing = RecordingJob { _ in throw Refusal() }
        store.runTogether([failing, breakingTheCommit()])
        #expect(failing.error is Refusal)
    }

    @Test(
        "A mailbox acknowledges only what is stored when the file cannot grow, and continues when it can",
        arguments: [1, 20, 60])
    func fullDisk(headroom: Int) throws {
        func limit(_ pages: String) -> RecordingJob {
            RecordingJob(writes: false) { transaction in
                let count = try transaction.connection.first(SQL("PRAGMA page_count")) { $0.integer(0) } ?? 0
                try transaction.connection.execute(
                    "PRAGMA max_page_count = \(pages.isEmpty ? "\(count + Int64(headroom))" : pages)")
            }
        }
        let insert = SQL("INSERT INTO numbers VALUES (?1, zeroblob(?2))")
        func adding(_ number: Int, bytes: Int) -> RecordingJob {
            RecordingJob { try $0.connection.run(insert, number, bytes) }
        }
        store.runTogether([limit("")])
        let jobs = (1...40).map { adding($0, bytes: $0 % 10 == 0 ? 100_000 : 9_000) }
        store.runTogether(jobs)
        #expect(jobs.contains { ($0.error as? SQLiteError)?.code == 13 })
        let acknowledged = jobs.indices.filter { jobs[$0].succeeded }.map { Int64($0 + 1) }
        #expect(try store.committed() == acknowledged)

        store.runTogether([limit("1000000")])
        let later = adding(99, bytes: 100_000)
        store.runTogether([later])
        #expect(later.succeeded)
        #expect(try store.committed() == acknowledged + [99])
    }

    @Test(
        "A mailbox fails what a batch did so far when a job makes SQLite end the transaction",
        arguments: [true, false])
    func endedBelow(writes: Bool) throws {
        // An I/O error does so, in a job that only reads too (https://sqlite.org/lang_transaction.html, section 3).
        let ending = RecordingJob(writes: writes) { transaction in
            try transaction.connection.execute("ROLLBACK")
            throw Refusal()
        }
        let jobs = [RecordingJob(adding: 1), RecordingJob(adding: 2), ending]
        let after = [RecordingJob(adding: 3), RecordingJob(writes: false) { _ in }]
        store.runTogether(jobs + after)
        for job in jobs { #expect(job.error is Refusal) }
        for job in after { #expect(job.succeeded) }
        #expect(try store.committed() == [3])
    }

    @Test(
        "A mailbox fails the jobs that write while another connection holds the file, and continues afterwards"
    )
    func busy() throws {
        let other = try Connection(path: store.path)
        try other.beginTransaction()
        let jobs = [RecordingJob(adding: 1), RecordingJob(writes: false) { _ in }, RecordingJob(adding: 2)]
        store.runTogether(jobs)
        #expect((jobs[0].error as? SQLiteError)?.code == 5)
        #expect(jobs[1].succeeded)
        #expect((jobs[2].error as? SQLiteError)?.code == 5)
        try other.rollbackTransaction()
        let later = RecordingJob(adding: 3)
        store.runTogether([later])
        #expect(later.succeeded)
        #expect(try store.committed() == [3])
    }
}
