import Foundation
import PoolTestSupport
import SQLite
import Testing

@testable import PoolEngine

@Suite("Mailboxes that have become quiet")
struct MailboxCheckpointTests {
    private let store: NumberStore

    init() throws {
        store = try NumberStore()
    }

    private func logSize() throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: "\(store.path)-wal")[.size] as? Int)
    }

    /// Waits until the log is empty, or the seconds are over.
    private func waitForEmptyLog(seconds: Double) throws -> Bool {
        let end = Date.now + seconds
        while try logSize() > 0 {
            if Date.now > end { return false }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return true
    }

    private func add(_ numbers: ClosedRange<Int>) {
        store.runTogether(numbers.map { RecordingJob(adding: $0) })
    }

    /// Numbers in the database file alone, as in a copy of it.
    private func numbersInFileAlone() throws -> [Int64] {
        let copy = "\(store.path).copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.copyItem(atPath: store.path, toPath: copy)
        return try Connection(path: copy, mode: .immutable).all(NumberStore.all) { $0.integer(0) }
    }

    @Test("Idle mailboxes move the log into the file and empty it, after every busy time")
    func quiet() throws {
        for numbers in [1...200, 201...400] {
            add(numbers)
            #expect(try logSize() > 0)
            #expect(try waitForEmptyLog(seconds: 10))
            #expect(try numbersInFileAlone() == (1...numbers.upperBound).map { Int64($0) })
        }
    }

    @Test("Mailboxes empty the log only when nothing is being written")
    func busy() throws {
        var size = 0
        for number in 1...15 {
            add(number...number)
            #expect(try logSize() > size)
            size = try logSize()
            Thread.sleep(forTimeInterval: 0.1)
        }
        #expect(try waitForEmptyLog(seconds: 10))
    }

    @Test("Idle mailboxes do not wait for a reader of the log, and empty it after the next write")
    func reader() throws {
        add(1...10)
        let reader = try Connection(path: store.path, mode: .readOnly)
        try reader.execute("BEGIN")
        #expect(try reader.all(NumberStore.all) { $0.integer(0) }.count == 10)
        add(11...20)
        #expect(try !waitForEmptyLog(seconds: 2))
        let started = Date.now
        let job = RecordingJob(adding: 21)
        store.enqueue(job)
        job.wait()
        #expect(job.succeeded)
        #expect(Date.now.timeIntervalSince(started) < 1)
        #expect(try reader.all(NumberStore.all) { $0.integer(0) }.count == 10)
        try reader.execute("COMMIT")
        #expect(try waitForEmptyLog(seconds: 10))
        #expect(try numbersInFileAlone().count == 21)
    }

    @Test("Idle mailboxes return the space of deleted rows to the file system")
    func shrinking() throws {
        func fileSize() throws -> Int {
            try #require(try FileManager.default.attributesOfItem(atPath: store.path)[.size] as? Int)
        }
        let insert = SQL("INSERT INTO numbers VALUES (?1, zeroblob(10000))")
        store.runTogether((1...600).map { number in RecordingJob { try $0.connection.run(insert, number) } })
        #expect(try waitForEmptyLog(seconds: 10))
        #expect(try fileSize() > 6_000_000)
        let delete = SQL("DELETE FROM numbers WHERE value > 5")
        store.runTogether([RecordingJob { try $0.connection.run(delete) }])
        #expect(try waitForEmptyLog(seconds: 10))
        #expect(try fileSize() < 2_000_000)
        #expect(try store.committed() == [1, 2, 3, 4, 5])
        #expect(
            try Connection(path: store.path, mode: .readOnly).first(SQL("PRAGMA integrity_check")) {
                $0.text(0)
            }
                == "ok")
    }

    @Test("Idle mailboxes set no timer after jobs that only read, and are not kept alive")
    func nothing() throws {
        weak var gone: Mailbox?
        do {
            let other = try NumberStore()
            gone = other.mailbox
            other.runTogether([RecordingJob(adding: 1)])
        }
        // The queue may still hold it for the moment between the last answer and the end of its work.
        for _ in 0..<100 where gone != nil { Thread.sleep(forTimeInterval: 0.01) }
        #expect(gone == nil)
        store.runTogether([RecordingJob(writes: false) { _ in }])
        Thread.sleep(forTimeInterval: 1.2)
        add(1...1)
        #expect(try logSize() > 0)
    }
}
