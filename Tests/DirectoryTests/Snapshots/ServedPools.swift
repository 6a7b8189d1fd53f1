import Dispatch
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Where the pools of a test are kept.
enum PoolPlace: CaseIterable {
    case files, memory
}

/// Pools that are served, and short ways to work with them and wait.
final class ServedPools {
    static let users = (1...20).map { #"{"userId": "u\#($0)", "username": "n\#($0)"}"# }.joined(
        separator: ", ")
    /// A pool of twenty users, one of whom is in the group `g`.
    static let seed = SeedText.pool(
        #""users": [\#(users)], "groups": [{"code": "g", "name": "G", "members": ["u1"]}], "#
            + #""accessKeys": [{"id": "k", "secret": "s"}]"#)

    let folder: TemporaryFolder
    let clock = FakeClock()
    let pools: UserPools

    var data: String { folder.file("data") }
    var pool: UserPool { get throws { try #require(pools.pool(id: "p1")) } }

    init(
        _ place: PoolPlace = .files, seed: String? = ServedPools.seed, in folder: TemporaryFolder? = nil,
        replacingExisting: Bool = false, durability: Durability = .process, idle: IdleLimits = IdleLimits()
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        pools = try UserPools(
            .directory, storage: place == .files ? .directory(folder.file("data")) : .memory,
            durability: durability,
            seeds: try seed.map(SeedText.parse) ?? [], replacingExisting: replacingExisting, fallback: { [] },
            environment: .fake(clock: clock, seed: UInt64.random(in: 1...UInt64.max)), idleLimits: idle)
    }

    /// Waits for what a call completes with, ten seconds at most.
    func wait<Answer: Sendable>(
        _ start: (@escaping @Sendable (Result<Answer, any Error>) -> Void) throws -> Void
    ) throws -> Answer {
        let box = Box<Result<Answer, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        try start {
            box.set($0)
            done.signal()
        }
        #expect(done.wait(timeout: .now() + 10) == .success, "nothing was completed")
        return try #require(box.value).get()
    }

    /// Runs work on a pool and waits for it.
    @discardableResult
    func run<Answer: Sendable>(
        on pool: UserPool? = nil, writes: Bool = true,
        _ body: @escaping @Sendable (PoolTransaction) throws -> Answer
    ) throws -> Answer {
        let box = Box<Answer?>(nil)
        let job = RecordingJob(writes: writes) { box.set(try body($0)) }
        try (pool ?? self.pool).mailbox.enqueue(job)
        job.wait()
        if let error = job.error { throw error }
        return try #require(box.value)
    }

    func add(_ user: String, on pool: UserPool? = nil) throws {
        try run(on: pool) { try $0.groups.members.add([user], to: "g") }
    }

    /// The members of the group, in the order in which they joined.
    func members(of pool: UserPool? = nil) throws -> [String] {
        try run(on: pool) {
            try $0.groups.members.list(of: "g", page: .everything).list.map(\.userId).sorted()
        }
    }

    /// Whether the database of a pool is intact.
    func isWhole(_ pool: UserPool? = nil) throws -> Bool {
        try run(on: pool) {
            let verdict = try $0.connection.first(SQL("PRAGMA integrity_check")) { $0.text(0) }
            let strangers = try $0.connection.all(SQL("PRAGMA foreign_key_check")) { $0.text(0) }
            return verdict == "ok" && strangers.isEmpty
        }
    }

    func take(_ name: String, replacing: Bool = false) throws {
        let name = try SnapshotName(name)
        _ = try wait { try self.pool.takeSnapshot(name, replacing: replacing, then: $0) }
    }

    func restore(_ name: String) throws {
        let name = try SnapshotName(name)
        try wait { try self.pool.restore(name, then: $0) }
    }

    func reset(_ pool: UserPool? = nil) throws {
        try wait { try (pool ?? self.pool).restore(.seed, then: $0) }
    }

    func delete(_ name: String) throws {
        let name = try SnapshotName(name)
        try wait { try self.pool.deleteSnapshot(name, then: $0) }
    }

    func snapshots() throws -> [String] {
        try wait { try self.pool.listSnapshots(then: $0) }.map(\.name.description)
    }

    @discardableResult
    func fork(
        _ pool: UserPool? = nil, at snapshot: String? = nil, as id: String, keys: [String] = []
    ) throws -> UserPool {
        let new = try NewUserPool(
            id: id, name: "Fork", accessKeys: keys.map { AccessKey(id: $0, secret: "secret") })
        let name = try snapshot.map { try SnapshotName($0) }
        return try wait { try self.pools.fork(pool ?? self.pool, at: name, as: new, then: $0) }
    }

    /// Keeps a pool's queue busy until the gate opens.
    func hold(_ pool: UserPool? = nil) throws -> DispatchSemaphore {
        let isRunning = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        try (pool ?? self.pool).mailbox.enqueue(
            RecordingJob(writes: false) { _ in
                isRunning.signal()
                gate.wait()
            })
        isRunning.wait()
        return gate
    }
}
