import CFaultyFile
import CSQLite
import Foundation
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import PoolEngine

/// Each call on a file fails once, or from then on, as in SQLite's own tests
/// (https://sqlite.org/testing.html#i_o_error_testing).
@Suite("Mailboxes whose files fail")
struct MailboxFaultTests {
    private struct Refusal: Error {}

    private static let insert = SQL("INSERT INTO numbers VALUES (?1, zeroblob(?2))")
    private static let remove = SQL("DELETE FROM numbers WHERE value = ?1")
    private static let before = (1...60).map { Int64($0) }

    /// A database to begin with, copied for each course of events.
    private let template: TemporaryFolder

    init() throws {
        template = try TemporaryFolder(isFast: true)
        let connection = try Connection(path: template.file("template"))
        try connection.configure(durability: .process)
        try PoolDefinition([]).schema.migrate(connection)
        try connection.execute("CREATE TABLE numbers (value INTEGER PRIMARY KEY, padding BLOB)")
        for number in Self.before { try connection.run(Self.insert, Int(number), 2_000) }
        try connection.checkpoint()
    }

    /// A change of a pool, or a look at it.
    private enum Step {
        case add(Int, bytes: Int)
        case remove(Int)
        /// Adds a number and then breaks a rule.
        case refused(Int)
        case look
        case checkpoint
    }

    /// Jobs that wait together; a checkpoint is alone, because it is exclusive.
    private static let batches: [[Step]] = [
        [
            .add(101, bytes: 10), .add(102, bytes: 60_000), .refused(103), .look, .remove(5),
            .add(104, bytes: 3_000),
        ],
        [.look, .add(105, bytes: 90_000), .remove(102), .look],
        [.checkpoint],
        [.remove(104), .add(106, bytes: 20_000), .refused(107), .look],
    ]

    @Test(
        "Mailboxes keep what they acknowledge, drop what they refuse, and continue, at each file call that fails",
        arguments: Fault.all, [false, true])
    func sweep(fault: Fault, lasts: Bool) throws {
        var number = 0
        while true {
            number += 1
            let course = try Course(template.file("template"))
            course.plan.arm(fault, at: number, lasts: lasts)
            var model = Self.before
            for batch in Self.batches { course.run(batch, &model) }
            let failures = course.plan.disarm()
            try course.checkAsAfterKill(model)
            course.mustWork(&model)
            try course.checkAfterClosing(model)
            if failures == 0 { break }
            #expect(number < 2_000, "there is no end to the calls")
        }
        let isNeverCalled = fault.kinds & UInt32(FAULTY_OPEN | FAULTY_SHM) != 0
        #expect(isNeverCalled ? number == 1 : number > 1, "no call has failed")
    }

    @Test(
        "Mailboxes open a file that could not be opened before, and leave it intact, at each file call that fails",
        arguments: Fault.all)
    func opening(fault: Fault) throws {
        var number = 0
        var failures = 1
        while failures > 0 {
            number += 1
            let folder = try TemporaryFolder(isFast: true)
            let path = folder.file("pool.sqlite")
            try FileManager.default.copyItem(atPath: template.file("template"), toPath: path)
            let plan = FaultPlan(path)
            // SQLite itself tries again for ten seconds when a lock is held that is never held for long.
            plan.arm(fault, at: number, lasts: fault.code != SQLITE_BUSY)
            let opened = Result { try Self.open(path) }
            failures = plan.disarm()
            if failures == 0 { _ = try opened.get() }
            if case .failure(let error) = opened { #expect(error is SQLiteError || error is SchemaRefusal) }
            #expect(try Self.open(path).all(NumberStore.all) { $0.integer(0) } == Self.before)
        }
        let onlyWrites = FAULTY_WRITE | FAULTY_SYNC | FAULTY_TRUNCATE
        #expect(number > 1 || fault.kinds & UInt32(onlyWrites) != 0, "no call has failed")
    }

    private static func open(_ path: String) throws -> Connection {
        let connection = try Connection(path: path, vfs: FAULTY_FILE_VFS)
        try connection.configure(durability: .power)
        try PoolDefinition([]).schema.migrate(connection)
        return connection
    }

    /// A database of its own with its mailbox, on files that fail by plan.
    private struct Course {
        let plan: FaultPlan
        let store: NumberStore

        init(_ template: String) throws {
            let folder = try TemporaryFolder(isFast: true)
            let path = folder.file("pool.sqlite")
            try FileManager.default.copyItem(atPath: template, toPath: path)
            plan = FaultPlan(path)
            let connection = try MailboxFaultTests.open(path)
            // Little memory and a short log, so that pages are read again, spilled and checkpointed amid the work.
            try connection.execute("PRAGMA cache_size = 10; PRAGMA wal_autocheckpoint = 20")
            store = NumberStore(
                mailbox: Mailbox(connection: connection, environment: .fake(), hooks: [], label: "faults"),
                folder: folder)
        }

        /// Runs what waits together, and applies to a model what was acknowledged.
        func run(_ batch: [Step], _ model: inout [Int64]) {
            let seen = Box<[Int: [Int64]]>([:])
            let jobs = batch.enumerated().map { place, step in
                switch step {
                case .add(let number, let bytes):
                    RecordingJob { try $0.connection.run(MailboxFaultTests.insert, number, bytes) }
                case .remove(let number):
                    RecordingJob { try $0.connection.run(MailboxFaultTests.remove, number) }
                case .refused(let number):
                    RecordingJob {
                        try $0.connection.run(MailboxFaultTests.insert, number, 5_000)
                        throw Refusal()
                    }
                case .look:
                    RecordingJob(writes: false) { directory in
                        let numbers = try directory.connection.all(NumberStore.all) { $0.integer(0) }
                        seen.change { $0[place] = numbers }
                    }
                case .checkpoint:
                    RecordingJob(writes: false) { try $0.connection.checkpoint() }
                }
            }
            store.runTogether(jobs)
            for (place, step) in batch.enumerated() {
                #expect(jobs[place].completions == 1)
                guard jobs[place].succeeded else {
                    let error = jobs[place].error
                    #expect(error is SQLiteError || error is Refusal)
                    continue
                }
                switch step {
                case .add(let number, _): model = (model + [Int64(number)]).sorted()
                case .remove(let number): model.removeAll { $0 == Int64(number) }
                case .refused: Issue.record("acknowledged although it was refused")
                case .look: #expect(seen.value[place] == model)
                case .checkpoint: break
                }
            }
        }

        /// Once the files work again, so does the pool.
        func mustWork(_ model: inout [Int64]) {
            let previous = model
            run([.look, .add(201, bytes: 10_000), .look, .remove(7), .checkpoint], &model)
            #expect(model == (previous + [201]).sorted().filter { $0 != 7 })
        }

        /// Looks at a copy of the files as a kill at this moment would leave them.
        ///
        /// A commit that failed when all was written but the sync may come back then: its callers were told of a
        /// failure, and either is right for them. Nothing else may differ.
        func checkAsAfterKill(_ model: [Int64]) throws {
            let copy = try TemporaryFolder(isFast: true)
            for end in ["", "-wal"] where FileManager.default.fileExists(atPath: store.path + end) {
                try FileManager.default.copyItem(atPath: store.path + end, toPath: copy.file("copy" + end))
            }
            try check(Connection(path: copy.file("copy"))) { found in
                let doubtful = Set(found).symmetricDifference(model)
                #expect(doubtful.isSubset(of: [5, 101, 102, 104, 105, 106]))
            }
        }

        func checkAfterClosing(_ model: [Int64]) throws {
            store.mailbox.close()
            try check(Connection(path: store.path)) { #expect($0 == model) }
        }

        private func check(_ connection: Connection, _ body: ([Int64]) -> Void) throws {
            body(try connection.all(NumberStore.all) { $0.integer(0) })
            #expect(try connection.all(SQL("PRAGMA integrity_check")) { $0.text(0) } == ["ok"])
            #expect(try connection.all(SQL("PRAGMA foreign_key_check")) { $0.text(0) } == [])
        }
    }

    @Test(
        "Mailboxes sync the log between a change and its answer only when a loss of power must be survived",
        arguments: [(Durability.power, 1...1), (.process, 0...0)])
    func durability(durability: Durability, syncs: ClosedRange<Int>) throws {
        let folder = try TemporaryFolder(isFast: true)
        let path = folder.file("pool.sqlite")
        try FileManager.default.copyItem(atPath: template.file("template"), toPath: path)
        let plan = FaultPlan(path)
        let connection = try Connection(path: path, vfs: FAULTY_FILE_VFS)
        try connection.configure(durability: durability)
        let store = NumberStore(
            mailbox: Mailbox(connection: connection, environment: .fake(), hooks: [], label: "syncs"),
            folder: folder)
        // The first change begins the log anew, which is synced in any case.
        store.runTogether([RecordingJob(adding: 1_000)])
        for number in 1_001...1_020 {
            let syncsAtRun = Box(0)
            let syncsAtAnswer = Box(0)
            let job = RecordingJob(
                completed: { syncsAtAnswer.set(plan.syncs(of: FAULTY_LOG)) }
            ) { directory in
                syncsAtRun.set(plan.syncs(of: FAULTY_LOG))
                try directory.connection.run(NumberStore.insert, number)
            }
            store.runTogether([job, RecordingJob(adding: number + 1_000)])
            #expect(job.succeeded)
            #expect(syncs.contains(syncsAtAnswer.value - syncsAtRun.value))
        }
        store.mailbox.close()
    }
}
