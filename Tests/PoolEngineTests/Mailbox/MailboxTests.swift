import Dispatch
import Locking
import PoolTestSupport
import SQLite
import Testing

@testable import PoolEngine

@Suite("Mailboxes")
struct MailboxTests {
    private struct Refusal: Error {}

    private let store: NumberStore

    init() throws {
        store = try NumberStore()
    }

    @Test("A mailbox answers after the commit")
    func afterCommit() throws {
        let path = store.path
        let seen = Lock<[Int64]>([])
        let job = RecordingJob(completed: { seen.withLock { $0 = (try? NumberStore.committed(path)) ?? [] } })
        {
            try $0.connection.run(NumberStore.insert, 1)
        }
        store.enqueue(job)
        job.wait()
        #expect(job.succeeded)
        #expect(seen.withLock(\.self) == [1])
    }

    @Test("A mailbox runs all waiting jobs in one transaction, and answers none before its commit")
    func oneTransaction() throws {
        let path = store.path
        let firstAnswered = Lock(false)
        let last = Lock<(seen: [Int64]?, isAnswered: Bool)>((nil, false))
        let jobs =
            [RecordingJob(completed: { firstAnswered.withLock { $0 = true } }) { _ in }]
            + (1...100).map { RecordingJob(adding: $0) }
            + [
                RecordingJob { _ in
                    let seen = try NumberStore.committed(path)
                    last.withLock { $0 = (seen, firstAnswered.withLock(\.self)) }
                }
            ]
        store.runTogether(jobs)
        #expect(jobs.allSatisfy { $0.succeeded })
        #expect(last.withLock(\.seen) == [])
        #expect(last.withLock(\.isAnswered) == false)
        #expect(try store.committed() == Array(1...100))
    }

    @Test("A mailbox undoes a job that fails, and no other of its batch")
    func failsAlone() throws {
        let failing = RecordingJob {
            try $0.connection.run(NumberStore.insert, 2)
            throw Refusal()
        }
        let conflicting = RecordingJob(adding: 1)
        store.runTogether([RecordingJob(adding: 1), failing, conflicting, RecordingJob(adding: 3)])
        #expect(failing.error is Refusal)
        #expect((conflicting.error as? SQLiteError)?.isUniqueViolation == true)
        #expect(try store.committed() == [1, 3])
    }

    @Test("A mailbox opens no transaction that locks others out for jobs that only read")
    func reads() {
        let states = Lock<[Bool]>([])
        let jobs = (1...3).map { _ in
            RecordingJob(writes: false) { [path = store.path] _ in
                states.withLock { $0.append(NumberStore.isLocked(path)) }
            }
        }
        store.runTogether(jobs)
        #expect(states.withLock(\.self) == [false, false, false])
        #expect(jobs.allSatisfy { $0.succeeded })
    }

    @Test("A mailbox opens the transaction of a batch at its first writing job")
    func readBeforeWrite() {
        let states = Lock<[Bool]>([])
        let note: @Sendable (PoolTransaction) -> Void = { [path = store.path] _ in
            states.withLock { $0.append(NumberStore.isLocked(path)) }
        }
        store.runTogether([
            RecordingJob(writes: false, note), RecordingJob(note), RecordingJob(writes: false, note),
        ])
        #expect(states.withLock(\.self) == [false, true, true])
    }

    @Test("A mailbox shows a caller what it wrote before")
    func ownWrites() {
        let seen = Lock<[Int64]>([])
        let read = RecordingJob(writes: false) { transaction in
            let numbers = try transaction.connection.all(NumberStore.all) { $0.integer(0) }
            seen.withLock { $0 = numbers }
        }
        store.runTogether([RecordingJob(adding: 7), read])
        #expect(seen.withLock(\.self) == [7])
    }

    @Test("A mailbox runs the waiting jobs when it is closed, and the file alone then has the whole state")
    func close() throws {
        let jobs = (1...1_000).map { RecordingJob(adding: $0) }
        for job in jobs { store.enqueue(job) }
        store.mailbox.close()
        #expect(jobs.allSatisfy { $0.succeeded })
        #expect(try store.committed().count == 1_000)
    }

    @Test("A mailbox refuses jobs after it is closed, even twice")
    func closed() {
        store.mailbox.close()
        store.mailbox.close()
        for writes in [true, false] {
            let job = RecordingJob(writes: writes) { _ in }
            store.enqueue(job)
            job.wait()
            guard case .closed? = job.error as? MailboxError else {
                Issue.record("not refused")
                return
            }
        }
    }

    @Test("A mailbox accepts jobs from completions")
    func reposting() throws {
        let mailbox = store.mailbox
        let second = RecordingJob(adding: 2)
        let first = RecordingJob(completed: { try? mailbox.enqueue(second) }) {
            try $0.connection.run(NumberStore.insert, 1)
        }
        store.enqueue(first)
        second.wait()
        #expect(try store.committed() == [1, 2])
    }

    @Test("A mailbox completes every job exactly once and in each poster's order, however many post")
    func concurrency() throws {
        let (posters, each) = (8, 400)
        let mailbox = store.mailbox
        let ran = Lock<[Int]>([])
        let answered = Lock<[Int]>([])
        let jobs = Lock<[RecordingJob]>([])
        DispatchQueue.concurrentPerform(iterations: posters) { poster in
            for number in 0..<each {
                let name = poster * each + number
                let job = RecordingJob(
                    writes: number % 3 != 0, completed: { answered.withLock { $0.append(name) } }
                ) { transaction in
                    ran.withLock { $0.append(name) }
                    if number % 3 != 0 { try transaction.connection.run(NumberStore.insert, name) }
                }
                try? mailbox.enqueue(job)
                jobs.withLock { $0.append(job) }
            }
        }
        mailbox.close()
        #expect(jobs.withLock { $0.allSatisfy { $0.completions == 1 && $0.succeeded } })
        for order in [ran.withLock(\.self), answered.withLock(\.self)] {
            #expect(order.count == posters * each)
            for poster in 0..<posters {
                #expect(order.filter { $0 / each == poster } == Array(poster * each..<(poster + 1) * each))
            }
        }
        #expect(try store.committed().count == posters * each - posters * 134)
    }

    @Test("A mailbox whose start is deferred runs no job before `start()`")
    func deferredStart() throws {
        let jobs = (1...3).map { RecordingJob(adding: $0) }
        let answers = try jobs.map { try store.mailbox.enqueue(deferringStart: $0) }
        #expect(answers == [true, false, false])
        store.mailbox.queue.sync {}
        #expect(try store.committed() == [])
        store.mailbox.start()
        for job in jobs { job.wait() }
        store.mailbox.queue.sync {}
        #expect(try store.committed() == [1, 2, 3])
        store.mailbox.start()
        #expect(try store.mailbox.enqueue(deferringStart: RecordingJob(adding: 4)))
        store.mailbox.start()
        store.mailbox.queue.sync {}
        #expect(try store.committed() == [1, 2, 3, 4])
    }

    @Test("A deferred start ends at sixteen jobs, or when another job is enqueued without deferring")
    func deferredStartEnds() throws {
        let many = (1...16).map { RecordingJob(adding: $0) }
        for job in many { _ = try store.mailbox.enqueue(deferringStart: job) }
        for job in many { job.wait() }
        store.mailbox.queue.sync {}
        store.mailbox.start()
        let waiting = RecordingJob(adding: 17)
        #expect(try store.mailbox.enqueue(deferringStart: waiting))
        store.enqueue(RecordingJob(adding: 18))
        waiting.wait()
        store.mailbox.queue.sync {}
        #expect(try store.committed() == (1...18).map { Int64($0) })
    }
}
