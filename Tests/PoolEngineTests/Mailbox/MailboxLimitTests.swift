import Dispatch
import PoolTestSupport
import Testing

@testable import PoolEngine

@Suite("Mailboxes that are full")
struct MailboxLimitTests {
    /// How many of a number of jobs a blocked mailbox accepts.
    private func taken(of count: Int, by store: NumberStore, _ job: (Int) -> RecordingJob) -> [RecordingJob] {
        (1...count).compactMap { number in
            let job = job(number)
            do {
                try store.mailbox.enqueue(job)
                return job
            } catch {
                #expect(error as? MailboxError == .full)
                return nil
            }
        }
    }

    @Test("Full mailboxes refuse further jobs at once, and run exactly those they accepted")
    func limit() throws {
        let store = try NumberStore()
        let gate = store.block()
        let jobs = taken(of: 12_000, by: store) { RecordingJob(adding: $0) }
        #expect(jobs.count == Mailbox.defaultWaitingLimit)
        gate.signal()
        for job in jobs { job.wait() }
        #expect(jobs.allSatisfy { $0.succeeded })
        #expect(try store.committed() == (1...4_096).map { Int64($0) })
    }

    @Test("Full mailboxes accept jobs again when the first batch has run")
    func room() throws {
        let store = try NumberStore(waitingLimit: 3)
        for round in 0..<3 {
            let gate = store.block()
            let jobs = taken(of: 10, by: store) { RecordingJob(adding: round * 10 + $0) }
            #expect(jobs.count == 3)
            gate.signal()
            for job in jobs { job.wait() }
            #expect(jobs.allSatisfy { $0.succeeded })
        }
        #expect(try store.committed() == [1, 2, 3, 11, 12, 13, 21, 22, 23])
    }

    @Test("Full mailboxes count jobs that are still being prepared")
    func reserved() throws {
        let store = try NumberStore(waitingLimit: 4)
        let gate = store.block()
        for _ in 1...3 { try store.mailbox.reservePlace() }
        let first = RecordingJob(adding: 1)
        store.enqueue(first)
        #expect(throws: MailboxError.full) { try store.mailbox.reservePlace() }
        #expect(taken(of: 1, by: store) { RecordingJob(adding: $0) }.isEmpty)

        store.mailbox.releasePlace()
        let second = RecordingJob(adding: 2)
        store.enqueue(second)
        #expect(taken(of: 1, by: store) { RecordingJob(adding: $0) }.isEmpty)
        let third = RecordingJob(adding: 3)
        let fourth = RecordingJob(adding: 4)
        store.mailbox.enqueue(reserved: third)
        store.mailbox.enqueue(reserved: fourth)
        gate.signal()
        for job in [first, second, third, fourth] {
            job.wait()
            #expect(job.succeeded)
        }
        #expect(taken(of: 4, by: store) { RecordingJob(adding: 10 + $0) }.count == 4)
        store.mailbox.close()
    }

    @Test("Mailboxes never have more waiting jobs than the limit, however many threads post")
    func concurrency() throws {
        let store = try NumberStore(waitingLimit: 50)
        let mailbox = store.mailbox
        let gate = store.block()
        let taken = Box(0)
        DispatchQueue.concurrentPerform(iterations: 8) { poster in
            for number in 0..<100 {
                let job = RecordingJob(adding: poster * 100 + number)
                if number % 2 == 0 {
                    if (try? mailbox.enqueue(job)) != nil { taken.change { $0 += 1 } }
                } else if (try? mailbox.reservePlace()) != nil {
                    taken.change { $0 += 1 }
                    mailbox.enqueue(reserved: job)
                }
            }
        }
        #expect(taken.value == 50)
        gate.signal()
        store.mailbox.close()
        #expect(try store.committed().count == 50)
    }
}
