import Locking
import PoolTestSupport
import SQLite
import Testing

@testable import PoolEngine

@Suite("Jobs that have the database to themselves")
struct ExclusiveJobTests {
    private let store: NumberStore

    init() throws {
        store = try NumberStore()
    }

    /// A job that notes what it finds: what others see committed, and whether a transaction is open.
    private final class Look: Job, Sendable {
        let writes = false
        let isExclusive = true
        private let path: String
        private let seen = Lock<(numbers: [Int64], isInTransaction: Bool)?>(nil)

        init(_ path: String) { self.path = path }

        var found: (numbers: [Int64], isInTransaction: Bool)? { seen.withLock(\.self) }

        func run(in transaction: PoolTransaction) throws {
            let numbers = try NumberStore.committed(path)
            let isInTransaction = transaction.connection.isInTransaction
            seen.withLock { $0 = (numbers, isInTransaction) }
        }

        func complete(_ outcome: Outcome) {}
    }

    @Test(
        "Exclusive jobs run after the commit of jobs enqueued before them, and before all jobs enqueued after them"
    )
    func order() throws {
        let looks = (1...4).map { _ in Look(store.path) }
        let answered = Lock<[Int]>([])
        func adding(_ number: Int) -> RecordingJob {
            RecordingJob(completed: { answered.withLock { $0.append(number) } }) {
                try $0.connection.run(NumberStore.insert, number)
            }
        }
        let jobs: [any Job] = [
            looks[0], adding(1), adding(2), looks[1], looks[2], adding(3), looks[3], adding(4),
        ]
        let gate = RecordingJob(writes: false) { [mailbox = store.mailbox] _ in
            for job in jobs { try mailbox.enqueue(job) }
        }
        try store.mailbox.enqueue(gate)
        gate.wait()
        store.mailbox.close()
        #expect(looks.map { $0.found?.numbers } == [[], [1, 2], [1, 2], [1, 2, 3]])
        #expect(looks.allSatisfy { $0.found?.isInTransaction == false })
        #expect(answered.withLock(\.self) == [1, 2, 3, 4])
        #expect(try store.committed() == [1, 2, 3, 4])
    }

    @Test("Exclusive jobs are found after more jobs than one transaction runs")
    func manyBefore() throws {
        let look = Look(store.path)
        let jobs = (1...700).map { RecordingJob(adding: $0) }
        let last = RecordingJob(adding: 701)
        let gate = RecordingJob(writes: false) { [mailbox = store.mailbox] _ in
            for job in jobs { try mailbox.enqueue(job) }
            try mailbox.enqueue(look)
            try mailbox.enqueue(last)
        }
        try store.mailbox.enqueue(gate)
        gate.wait()
        store.mailbox.close()
        #expect(look.found?.numbers.count == 700)
        #expect(last.succeeded)
    }
}
