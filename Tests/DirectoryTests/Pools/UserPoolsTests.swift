import Foundation
import HTTPClient
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("User pools in a data directory")
struct UserPoolsTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data/below") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func open(
        _ seed: String? = nil, replacingExisting: Bool = false, fallback: String? = nil,
        in path: String? = nil
    ) throws -> UserPools {
        try UserPools(
            .directory, storage: .directory(path ?? data), durability: .process,
            seeds: try seed.map(SeedText.parse) ?? [],
            replacingExisting: replacingExisting, fallback: { try fallback.map(SeedText.parse) ?? [] },
            environment: .system())
    }

    /// Opens, closes and lets go of the directory.
    private func openAndClose(_ seed: String, replacingExisting: Bool = false) throws {
        try open(seed, replacingExisting: replacingExisting).close()
    }

    private func names(in path: String? = nil) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path ?? data).sorted()
    }

    /// Runs work on a pool and waits for it.
    private func run(on pool: UserPool, _ body: @escaping @Sendable (PoolTransaction) throws -> Void)
        throws
    {
        let job = RecordingJob(body)
        try pool.mailbox.enqueue(job)
        job.wait()
        if let error = job.error { throw error }
        #expect(job.succeeded)
    }

    private func members(of pool: UserPool) throws -> [String] {
        let box = Box<[String]>([])
        try run(on: pool) { directory in
            let listed = try directory.groups.members.list(of: "g", page: .everything)
            box.set(listed.list.map(\.userId))
        }
        return box.value
    }

    private static let users =
        #""users": [{"userId": "u1"}, {"userId": "u2"}], "groups": [{"code": "g", "name": "G"}]"#
    private let seed = SeedText.pool(users + #", "accessKeys": [{"id": "k", "secret": "s"}]"#)

    @Test("The pool registry makes the pools of a seed, and finds them by id and access key")
    func made() throws {
        let pools = try open(seed)
        #expect(pools.all.map(\.id) == ["p1"])
        #expect(pools.pool(id: "p1")?.name == "Pool")
        #expect(pools.pool(id: "P1") == nil)
        let found = try #require(pools.accessKey(id: "k"))
        #expect(found.pool.id == "p1" && found.key == AccessKey(id: "k", secret: "s"))
        #expect(pools.accessKey(id: "K") == nil)
        #expect(found.pool.tokenSecret.count == 32)
    }

    @Test("The pool registry keeps separate pools in memory too")
    func memory() throws {
        let pools = try (1...2).map { _ in
            try UserPools(
                .directory, storage: .memory, durability: .process, seeds: SeedText.parse(seed),
                replacingExisting: false,
                fallback: { [] }, environment: .system())
        }
        try run(on: try #require(pools[0].pool(id: "p1"))) { try $0.groups.members.add(["u1"], to: "g") }
        #expect(try members(of: try #require(pools[0].pool(id: "p1"))) == ["u1"])
        #expect(try members(of: try #require(pools[1].pool(id: "p1"))) == [])
    }

    @Test("The pool registry uses the fallback only where there is neither a seed nor a pool")
    func fallback() throws {
        let other = SeedText.pool("", id: "fallback")
        #expect(try open(fallback: other).all.map(\.id) == ["fallback"])
        #expect(try open(fallback: seed).all.map(\.id) == ["fallback"])
        #expect(try open(seed, fallback: other, in: folder.file("second")).all.map(\.id) == ["p1"])
    }

    @Test("The pool registry keeps state and secrets over a restart, in one file for each pool")
    func reopened() throws {
        let secret: [UInt8]
        do {
            let pools = try open(seed)
            let pool = try #require(pools.pool(id: "p1"))
            secret = pool.tokenSecret
            try run(on: pool) { try $0.groups.members.add(["u2", "u1"], to: "g") }
            pools.close()
        }
        #expect(try names() == ["lock", "p1.sqlite", "snapshots"])
        let pool = try #require(try open().pool(id: "p1"))
        #expect(try members(of: pool) == ["u1", "u2"])
        #expect(pool.tokenSecret == secret)
    }

    @Test("The pool registry keeps what was answered when the process ends without closing")
    func killed() throws {
        let pools = try open(seed)
        try run(on: try #require(pools.pool(id: "p1"))) { try $0.groups.members.add(["u1"], to: "g") }
        // The files as a killed process leaves them, its write-ahead log not moved into the database.
        try FileManager.default.copyItem(atPath: data, toPath: folder.file("left"))
        #expect(try names(in: folder.file("left")).contains("p1.sqlite-wal"))
        let left = try open(in: folder.file("left"))
        #expect(try members(of: try #require(left.pool(id: "p1"))) == ["u1"])
    }

    @Test("The pool registry applies a seed once, and again when it is to replace what exists")
    func reseeded() throws {
        do {
            let pools = try open(seed)
            try run(on: try #require(pools.pool(id: "p1"))) { try $0.groups.members.add(["u1"], to: "g") }
            pools.close()
        }
        do {
            let pools = try open(seed)
            #expect(try members(of: try #require(pools.pool(id: "p1"))) == ["u1"])
            pools.close()
        }
        let pools = try open(seed, replacingExisting: true)
        #expect(try members(of: try #require(pools.pool(id: "p1"))) == [])
        #expect(try names().filter { $0.hasSuffix(".sqlite") } == ["p1.sqlite"])
    }

    @Test(
        "The pool registry replaces a pool whose process was killed, without the contents of its old log"
    )
    func reseededAfterKill() throws {
        let left = folder.file("left")
        do {
            let pools = try open(seed)
            try run(on: try #require(pools.pool(id: "p1"))) { try $0.groups.members.add(["u1"], to: "g") }
            try FileManager.default.copyItem(atPath: data, toPath: left)
        }
        let pools = try open(seed, replacingExisting: true, in: left)
        #expect(try members(of: try #require(pools.pool(id: "p1"))) == [])
    }

    @Test("The pool registry makes a pool anew without the log of a file that was removed by hand")
    func orphanedLog() throws {
        let left = folder.file("left")
        do {
            let pools = try open(seed)
            try run(on: try #require(pools.pool(id: "p1"))) { try $0.groups.members.add(["u1"], to: "g") }
            try FileManager.default.copyItem(atPath: data, toPath: left)
            try FileManager.default.removeItem(atPath: "\(left)/p1.sqlite")
        }
        #expect(try names(in: left).contains("p1.sqlite-wal"))
        let pools = try open(seed, in: left)
        #expect(try members(of: try #require(pools.pool(id: "p1"))) == [])
    }

    @Test(
        "The pool registry leaves everything as it was when the second pool of a seed breaks a rule",
        arguments: [false, true])
    func allOrNothing(replacingExisting: Bool) throws {
        try openAndClose(seed)
        let before = try Data(contentsOf: URL(filePath: "\(data)/p1.sqlite"))
        let bad = SeedText.pools(
            SeedText.object(""),
            SeedText.object(#""groups": [{"code": "a", "name": "A"}, {"code": "a", "name": "A"}]"#, id: "p2"),
            SeedText.object("", id: "p3"))
        #expect(throws: SeedError.self) { try open(bad, replacingExisting: replacingExisting) }
        #expect(try names(in: "\(data)/snapshots") == ["p1"])
        #expect(try names(in: "\(data)/snapshots/p1") == ["seed.sqlite"])
        #expect(try names().filter { $0.contains("sqlite") && !$0.contains("unfinished") } == ["p1.sqlite"])
        #expect(try Data(contentsOf: URL(filePath: "\(data)/p1.sqlite")) == before)
        #expect(try open().all.map(\.id) == ["p1"])
        #expect(try !names().contains { $0.contains("unfinished") })
    }

    @Test(
        "The pool registry refuses a new pool with the access key of an existing one, naming both, and creates nothing"
    )
    func takenKey() throws {
        try openAndClose(seed)
        let other = SeedText.pool(
            #""accessKeys": [{"id": "own", "secret": "s"}, {"id": "k", "secret": "s"}]"#, id: "p2")
        let error = #expect(throws: SeedError.self) { try open(other) }
        #expect(
            error.map { "\($0)" }
                == #"seed.json: userPools[0].accessKeys[1].id: "k" already belongs to the user pool p1"#
        )
        #expect(try names().filter { $0.contains("p2") } == [])
        #expect(try open().all.map(\.id) == ["p1"])
    }

    @Test("The pool registry does not replace a file that was not there when the folder was read")
    func appeared() throws {
        try openAndClose(seed)
        let before = try Data(contentsOf: URL(filePath: "\(data)/p1.sqlite"))
        let placement = PoolPlacement(
            directory: try DataDirectory(path: data),
            configuration: PoolConfiguration(
                definition: .directory, durability: .process, environment: .fake(), waitingLimit: 1,
                journalSize: 1, httpClient: .local),
            openFiles: OpenFiles(IdleLimits()))
        let error = #expect(throws: DataDirectoryError.self) {
            try placement.pools(seeds: try SeedText.parse(seed), existing: [], replacingExisting: false)
        }
        #expect(
            error.map { "\($0)" }?.contains("p1.sqlite: it appeared while the server was starting") == true)
        #expect(try Data(contentsOf: URL(filePath: "\(data)/p1.sqlite")) == before)
        #expect(try !names().contains { $0.contains("unfinished") })
    }

    @Test("The pool registry gives pools with odd ids file names that stay in the folder")
    func oddIds() throws {
        let ids = [
            "../x", "a/b", "...", ".x", "A", "a", "sp ace", String(repeating: "长", count: 64),
            String(repeating: "x", count: 64),
        ]
        let text = SeedText.pools(ids.map { SeedText.object("", id: $0) }.joined(separator: ", "))
        try openAndClose(text)
        let files = try names().filter { $0 != "lock" && $0 != "snapshots" }
        #expect(files.count == ids.count)
        #expect(files.allSatisfy { $0.hasSuffix(".sqlite") && !$0.hasPrefix(".") && $0.utf8.count <= 80 })
        #expect(Set(files.map { $0.lowercased() }).count == ids.count)
        #expect(try names(in: folder.file("data")) == ["below"])
        let pools = try open()
        #expect(Set(pools.all.map(\.id)) == Set(ids))
    }
}
