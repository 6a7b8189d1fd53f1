import Dispatch
import Foundation
import Locking
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Forks")
struct ForkTests {
    /// Two empty pools.
    static let twoPools = SeedText.pools(SeedText.object(""), SeedText.object("", id: "p2"))

    @Test("Forks start with the pool's content and change separately", arguments: PoolPlace.allCases)
    func present(place: PoolPlace) throws {
        let served = try ServedPools(place)
        try served.add("u2")
        let fork = try served.fork(as: "p2", keys: ["k2"])
        try served.add("u3")
        try served.add("u4", on: fork)
        #expect(try served.members() == ["u1", "u2", "u3"])
        #expect(try served.members(of: fork) == ["u1", "u2", "u4"])
        #expect(try served.isWhole(fork))
    }

    @Test("Forks hold what a snapshot of the pool holds", arguments: PoolPlace.allCases)
    func snapshot(place: PoolPlace) throws {
        let served = try ServedPools(place)
        try served.take("one")
        try served.add("u2")
        #expect(try served.members(of: try served.fork(at: "one", as: "p2")) == ["u1"])
        #expect(try served.members(of: try served.fork(at: "seed", as: "p3")) == ["u1"])
    }

    @Test(
        "Forks are found by their own id and keys, and listed after earlier pools",
        arguments: PoolPlace.allCases)
    func identity(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let fork = try served.fork(as: "a", keys: ["k3", "k2"])
        #expect(served.pools.all.map(\.id) == ["p1", "a"])
        #expect(served.pools.pool(id: "a") === fork && fork.name == "Fork")
        #expect(served.pools.accessKey(id: "k2")?.pool === fork)
        #expect(served.pools.accessKey(id: "k3")?.key.secret == "secret")
        #expect(served.pools.accessKey(id: "k")?.pool === (try served.pool))
        #expect(fork.tokenSecret.count == 32)
        #expect(try fork.tokenSecret != served.pool.tokenSecret)
        #expect(try served.run(on: fork) { try PoolIdentity(of: $0.connection) } == fork.identity)
    }

    @Test("Forks can be reset to their initial state", arguments: PoolPlace.allCases)
    func reset(place: PoolPlace) throws {
        let served = try ServedPools(place)
        try served.add("u2")
        let fork = try served.fork(as: "p2")
        try served.add("u3", on: fork)
        try served.reset(fork)
        #expect(try served.members(of: fork) == ["u1", "u2"])
        try served.reset()
        #expect(try served.members() == ["u1"])
        #expect(try served.wait { fork.listSnapshots(then: $0) }.map(\.name) == [.seed])
    }

    @Test("Forks are kept over a restart, and listed last")
    func restart() throws {
        let served = try ServedPools()
        served.clock.advance()
        let secret = try served.fork(as: "a", keys: ["k2"]).tokenSecret
        try served.add("u5", on: served.pools.pool(id: "a"))
        served.pools.close()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: served.data, toPath: copy.file("data"))
        let again = try ServedPools(seed: nil, in: copy)
        #expect(again.pools.all.map(\.id) == ["p1", "a"])
        let fork = try #require(again.pools.accessKey(id: "k2")?.pool)
        #expect(fork.tokenSecret == secret)
        #expect(try again.members(of: fork) == ["u1", "u5"])
        try again.reset(fork)
        #expect(try again.members(of: fork) == ["u1"])
    }

    @Test("Forks take no id and no key that another pool has", arguments: PoolPlace.allCases)
    func taken(place: PoolPlace) throws {
        let served = try ServedPools(place)
        #expect(throws: SnapshotError.userPoolExists("p1")) { try served.fork(as: "p1") }
        #expect(throws: SnapshotError.accessKeyExists("k")) { try served.fork(as: "p2", keys: ["x", "k"]) }
        #expect(throws: SnapshotError.accessKeyExists("x")) { try served.fork(as: "p2", keys: ["x", "x"]) }
        #expect(served.pools.all.count == 1)
        // Nothing stays reserved.
        try served.fork(as: "p2", keys: ["x"])
    }

    @Test(
        "Forks need an id, a name and secrets",
        arguments: [("", "N", "k", "s"), ("p2", "", "k", "s"), ("p2", "N", "", "s"), ("p2", "N", "k", "")])
    func invalid(id: String, name: String, key: String, secret: String) {
        #expect(throws: SnapshotError.self) {
            try NewUserPool(id: id, name: name, accessKeys: [AccessKey(id: key, secret: secret)])
        }
        #expect(throws: SnapshotError.self) {
            try NewUserPool(id: String(repeating: "x", count: 65), name: "N", accessKeys: [])
        }
    }

    @Test(
        "A fork's id is used once, however many callers ask at the same time", arguments: PoolPlace.allCases)
    func race(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let (pools, pool) = (served.pools, try served.pool)
        let new = try NewUserPool(id: "p2", name: "N", accessKeys: [AccessKey(id: "k2", secret: "s")])
        let made = Lock(0)
        let group = DispatchGroup()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            group.enter()
            pools.fork(pool, as: new) { result in
                if case .success = result { made.withLock { $0 += 1 } }
                group.leave()
            }
        }
        #expect(group.wait(timeout: .now() + 10) == .success)
        #expect(made.withLock(\.self) == 1)
        #expect(pools.all.map(\.id) == ["p1", "p2"])
    }

    @Test("Forks that cannot be written leave nothing, and their id free")
    func failure() throws {
        let served = try ServedPools()
        // A folder where the new file is to be built.
        let obstacle = served.data + "/p2.sqlite.unfinished"
        try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
        #expect(throws: (any Error).self) { try served.fork(as: "p2", keys: ["k2"]) }
        #expect(served.pools.pool(id: "p2") == nil && served.pools.accessKey(id: "k2") == nil)
        try FileManager.default.removeItem(atPath: obstacle)
        #expect(try served.folder.contents(of: "data/snapshots") == ["p1"])
        #expect(try served.members(of: try served.fork(as: "p2", keys: ["k2"])) == ["u1"])
    }

    @Test("Forks that cannot be completed leave no file")
    func half() throws {
        let served = try ServedPools()
        // The image cannot be made, when the pool's file has been built.
        let obstacle = served.data + "/snapshots/p2"
        try FileManager.default.createSymbolicLink(atPath: obstacle, withDestinationPath: "nowhere")
        #expect(throws: DataDirectoryError.self) { try served.fork(as: "p2") }
        #expect(try served.folder.contents(of: "data").filter { $0.contains("p2") } == [])
        try FileManager.default.removeItem(atPath: obstacle)
        #expect(try served.members(of: try served.fork(as: "p2")) == ["u1"])
    }

    @Test(
        "Forks replace no file that the program does not know, and take over no log and no snapshot of a lost one"
    )
    func strangers() throws {
        let served = try ServedPools()
        let (file, folder) = ("\(served.data)/p2.sqlite", "\(served.data)/snapshots/p2")
        try Data("mine".utf8).write(to: URL(filePath: file))
        #expect(throws: SnapshotError.userPoolExists("p2")) { try served.fork(as: "p2") }
        #expect(try Data(contentsOf: URL(filePath: file)) == Data("mine".utf8))
        try FileManager.default.removeItem(atPath: file)

        try served.add("u2")
        try FileManager.default.copyItem(atPath: "\(served.data)/p1.sqlite-wal", toPath: "\(file)-wal")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: "\(served.data)/snapshots/p1/seed.sqlite", toPath: "\(folder)/old.sqlite")
        let fork = try served.fork(at: "seed", as: "p2")
        #expect(try served.members(of: fork) == ["u1"])
        #expect(try served.wait { fork.listSnapshots(then: $0) }.map(\.name) == [.seed])
    }

    @Test("Forks do not block their source pool")
    func source() throws {
        let served = try ServedPools()
        let other = try served.fork(as: "p2")
        let gate = try served.hold(other)
        // The copy has the committed state; later changes do not affect it.
        let fork = try served.fork(as: "p3")
        try served.add("u7")
        #expect(try served.members(of: fork) == ["u1"])
        gate.signal()
    }

    @Test("Forks get no id and no key of a pool that is still being removed", arguments: PoolPlace.allCases)
    func removalUnderWay(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let gate = try served.hold(try served.fork(as: "p2", keys: ["k2"]))
        try served.wait { completion in
            served.pools.remove(id: "p2", then: completion)
            #expect(throws: SnapshotError.userPoolExists("p2")) { try served.fork(as: "p2") }
            #expect(throws: SnapshotError.accessKeyExists("k2")) { try served.fork(as: "p3", keys: ["k2"]) }
            gate.signal()
        }
        try served.fork(as: "p2", keys: ["k2"])
    }

    @Test("Forks and other pools can be removed with all that belongs to them", arguments: PoolPlace.allCases)
    func removal(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let fork = try served.fork(as: "p2", keys: ["k2"])
        _ = try served.wait { fork.takeSnapshot(try SnapshotName("one"), then: $0) }
        try served.wait { served.pools.remove(id: "p2", then: $0) }
        #expect(served.pools.all.map(\.id) == ["p1"])
        #expect(served.pools.pool(id: "p2") == nil && served.pools.accessKey(id: "k2") == nil)
        #expect(throws: MailboxError.self) { try served.members(of: fork) }
        #expect(throws: SnapshotError.unknownUserPool("p2")) {
            try served.wait { served.pools.remove(id: "p2", then: $0) }
        }
        if place == .files {
            #expect(try served.folder.contents(of: "data").filter { $0.contains("p2") } == [])
            #expect(try served.folder.contents(of: "data/snapshots") == ["p1"])
        }
        let again = try served.fork(as: "p2", keys: ["k2"])
        #expect(again.tokenSecret != fork.tokenSecret)
        #expect(try served.wait { again.listSnapshots(then: $0) }.map(\.name) == [.seed])
    }
}
