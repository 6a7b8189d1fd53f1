import CFaultyFile
import Foundation
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import PoolEngine

@Suite("The log of a mailbox that is never quiet")
struct MailboxLogTests {
    private static let insert = SQL("INSERT INTO numbers VALUES (?1, zeroblob(100000))")
    private static let all = SQL("SELECT value FROM numbers ORDER BY value")
    private static let integrity = SQL("PRAGMA integrity_check")

    /// A file that is never closed for being idle.
    private final class PlainFile: MailboxFile {
        let path: String

        init(_ path: String) {
            self.path = path
        }

        func open(for mailbox: Mailbox) throws -> sending Connection {
            let connection = try Connection(path: path)
            try connection.configure(durability: .process)
            try PoolDefinition([]).schema.migrate(connection)
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS numbers (value INTEGER PRIMARY KEY, padding BLOB)")
            return connection
        }

        func willUse() {}
        func didClose(_ mailbox: Mailbox) {}
    }

    private let folder: TemporaryFolder
    private let path: String
    private let mailbox: Mailbox

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("pool.sqlite")
        mailbox = Mailbox(file: PlainFile(path), environment: .fake(), hooks: [], label: "numbers")
    }

    private func size(of path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    /// Adds ten numbers, 1 MB, in one transaction.
    private func addTen(from first: Int) throws {
        let job = RecordingJob { transaction in
            for number in first..<first + 10 { try transaction.connection.run(Self.insert, number) }
        }
        try mailbox.enqueue(job)
        job.wait()
        #expect(job.succeeded)
    }

    @Test("The log of a busy mailbox stays bounded, and the file has everything")
    func bounded() throws {
        var largest = 0
        for first in stride(from: 1, through: 3_000, by: 10) {
            try addTen(from: first)
            largest = max(largest, size(of: path + "-wal"))
        }
        // 300 MB were written.
        #expect(largest < 150_000_000)
        #expect(size(of: path) > 150_000_000)
        mailbox.close()
        #expect(size(of: path + "-wal") == 0)
        let connection = try Connection(path: path, mode: .readOnly)
        #expect(try connection.all(Self.all) { $0.integer(0) } == (1...3_000).map { Int64($0) })
        #expect(try connection.first(Self.integrity) { $0.text(0) } == "ok")
    }

    @Test(
        "The log of a busy mailbox is emptied before exclusive jobs and when the file is closed"
    )
    func exclusive() throws {
        for first in stride(from: 1, through: 400, by: 10) {
            try addTen(from: first)
            let isLocked = Box(true)
            try mailbox.enqueue(
                ExclusiveJob({ connection in
                    try connection.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
                    try connection.execute("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM numbers")
                }) { result in
                    if case .success = result { isLocked.set(false) }
                })
            mailbox.queue.sync {}
            #expect(!isLocked.value)
        }
        mailbox.close()
        #expect(try Connection(path: path, mode: .readOnly).all(Self.all) { $0.integer(0) }.count == 400)
    }

    @Test("The log of a busy mailbox is synced after each move, even a partial one")
    func synced() throws {
        let plan = FaultPlan(path)
        let writer = try Connection(path: path, vfs: FAULTY_FILE_VFS)
        try writer.configure(durability: .process)
        try writer.execute("CREATE TABLE numbers (value INTEGER PRIMARY KEY, padding BLOB)")
        let reader = try Connection(path: path, vfs: FAULTY_FILE_VFS)
        try reader.beginReading()
        _ = try reader.all(Self.all) { _ in }
        try writer.run(Self.insert, 1)
        let before = plan.syncs(of: FAULTY_DATABASE)
        try Connection.checkpointBeside(path: path, vfs: FAULTY_FILE_VFS)
        #expect(plan.syncs(of: FAULTY_DATABASE) == before + 1)
        let failing = try #require(Fault.all.first { $0.testDescription == "syncing fails" })
        plan.arm(failing, at: 1, lasts: true)
        #expect(throws: SQLiteError.self) {
            try Connection.checkpointBeside(path: path, vfs: FAULTY_FILE_VFS)
        }
        #expect(plan.disarm() > 0)
    }
}
