import Foundation
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// A process can be killed at any time, and a disk can be full: the state is either the old or the new one.
@Suite("Snapshots and forks that are interrupted")
struct InterruptionTests {
    /// Starts anew on the files as they lie there, which is what a killed process leaves.
    private func killed(
        _ served: ServedPools, seed: String? = nil, replacingExisting: Bool = false,
        change: (String) throws -> Void = { _ in }
    ) throws -> ServedPools {
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: served.data, toPath: copy.file("data"))
        try change(copy.file("data"))
        return try ServedPools(seed: seed, in: copy, replacingExisting: replacingExisting)
    }

    @Test(
        "Snapshots and forks that were acknowledged survive the end of the process",
        arguments: Durability.allCases)
    func afterRestore(durability: Durability) throws {
        let served = try ServedPools(durability: durability)
        try served.take("one")
        try served.add("u2")
        try served.take("two")
        try served.add("u3")
        try served.restore("one")
        #expect(try served.folder.contents(of: "data").contains("p1.sqlite-wal"))
        let again = try killed(served)
        #expect(try again.members() == ["u1"])
        #expect(try again.isWhole())
        try again.restore("two")
        #expect(try again.members() == ["u1", "u2"])
        #expect(try again.snapshots() == ["one", "seed", "two"])
        try again.reset()
        #expect(try again.members() == ["u1"])
    }

    @Test("An interrupted restore of a snapshot leaves the old state", arguments: [0.1, 0.5, 0.999])
    func halfRestored(part: Double) throws {
        let served = try ServedPools()
        try served.add("u2")
        try served.run(writes: false) { try $0.connection.checkpoint() }
        try served.reset()
        let again = try killed(served) { data in
            let log = URL(filePath: "\(data)/p1.sqlite-wal")
            let written = try Data(contentsOf: log)
            #expect(written.count > 100_000)
            try written.prefix(Int(Double(written.count) * part)).write(to: log)
            try? FileManager.default.removeItem(atPath: "\(data)/p1.sqlite-shm")
        }
        #expect(try again.members() == ["u1", "u2"])
        #expect(try again.isWhole())
    }

    @Test("Incomplete snapshots and forks are removed by the next start")
    func unfinished() throws {
        let served = try ServedPools()
        try served.take("one")
        let again = try killed(served) { data in
            let (one, half) = ("\(data)/snapshots/p1/one.sqlite", Data(repeating: 1, count: 9_000))
            for name in ["two.sqlite.unfinished", "two.sqlite.unfinished-wal", "one.sqlite.unfinished"] {
                try half.write(to: URL(filePath: "\(data)/snapshots/p1/\(name)"))
            }
            try FileManager.default.copyItem(atPath: one, toPath: "\(data)/p7.sqlite.unfinished")
        }
        #expect(try again.snapshots() == ["one", "seed"])
        #expect(try again.folder.contents(of: "data/snapshots/p1") == ["one.sqlite", "seed.sqlite"])
        #expect(try !again.folder.contents(of: "data").contains { $0.contains("p7") })
        try again.restore("one")
        #expect(try again.members() == ["u1"])
    }

    @Test("Snapshots of a new pool belong to it from the moment it has its name")
    func seedImage() throws {
        let served = try ServedPools()
        // The pool has its name, its image has not.
        let named = try killed(served) { data in
            let folder = "\(data)/snapshots/p1"
            try FileManager.default.moveItem(
                atPath: "\(folder)/seed.sqlite", toPath: "\(folder)/seed.sqlite.unfinished")
        }
        try named.add("u2")
        try named.reset()
        #expect(try named.members() == ["u1"])
        #expect(try named.folder.contents(of: "data/snapshots/p1") == ["seed.sqlite"])
    }

    @Test("Snapshots of a seed that failed to replace a pool are not those of the pool")
    func foreignSeedImage() throws {
        let served = try ServedPools()
        let other = try ServedPools(seed: SeedText.pool(#""groups": [{"code": "g", "name": "G"}]"#))
        let again = try killed(served) { data in
            try FileManager.default.copyItem(
                atPath: "\(other.data)/snapshots/p1/seed.sqlite",
                toPath: "\(data)/snapshots/p1/seed.sqlite.unfinished")
        }
        try again.reset()
        #expect(try again.members() == ["u1"])
        #expect(try again.folder.contents(of: "data/snapshots/p1") == ["seed.sqlite"])
    }

    @Test("Resetting a pool without an image is refused, and the pool still serves")
    func noSeedImage() throws {
        let again = try killed(try ServedPools()) { data in
            try FileManager.default.removeItem(atPath: "\(data)/snapshots")
        }
        #expect(throws: SnapshotError.unknownSnapshot(.seed)) { try again.reset() }
        try again.take("one")
        try again.add("u2")
        try again.restore("one")
        #expect(try again.members() == ["u1"])
    }

    @Test("A fork that was interrupted before it had its name leaves nothing")
    func unfinishedFork() throws {
        let again = try killed(try ServedPools()) { data in
            let folder = "\(data)/snapshots/p2"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            for path in ["\(data)/p2.sqlite.unfinished", "\(folder)/seed.sqlite.unfinished"] {
                try Data(repeating: 1, count: 9_000).write(to: URL(filePath: path))
            }
        }
        #expect(try again.folder.contents(of: "data") == ["lock", "p1.sqlite", "snapshots"])
        #expect(try again.folder.contents(of: "data/snapshots") == ["p1"])
    }

    @Test("Snapshots stay when a pool's file was moved away by hand")
    func movedPool() throws {
        let again = try killed(try ServedPools(seed: ForkTests.twoPools)) { data in
            try FileManager.default.removeItem(atPath: "\(data)/p2.sqlite")
        }
        #expect(try again.folder.contents(of: "data/snapshots/p2") == ["seed.sqlite"])
    }

    @Test("Snapshots go with the pool when the process dies during its removal")
    func halfRemoved() throws {
        let again = try killed(try ServedPools(seed: ForkTests.twoPools)) { data in
            let file = "\(data)/p2.sqlite"
            try FileManager.default.moveItem(atPath: file, toPath: "\(file).removed")
            try Data(repeating: 1, count: 9_000).write(to: URL(filePath: "\(file)-wal"))
        }
        #expect(again.pools.all.map(\.id) == ["p1"])
        #expect(try again.folder.contents(of: "data") == ["lock", "p1.sqlite", "snapshots"])
        #expect(try again.folder.contents(of: "data/snapshots") == ["p1"])
    }

    @Test("Snapshots belong to the file that is put in the place of a removed one")
    func replacedRemoved() throws {
        let again = try killed(try ServedPools(seed: ForkTests.twoPools)) { data in
            let file = "\(data)/p2.sqlite"
            try FileManager.default.copyItem(atPath: file, toPath: "\(file).removed")
        }
        #expect(again.pools.all.map(\.id) == ["p1", "p2"])
        #expect(
            try again.folder.contents(of: "data") == ["lock", "p1.sqlite", "p2.sqlite", "snapshots"])
        #expect(try again.folder.contents(of: "data/snapshots/p2") == ["seed.sqlite"])
    }

    @Test("Snapshots survive a seed that replaces the pool, and the seed's identity stays")
    func reseeded() throws {
        let served = try ServedPools()
        try served.add("u2")
        try served.take("one")
        let seed = SeedText.pool(
            #""users": [{"userId": "u1"}], "groups": [{"code": "g", "name": "G"}], "#
                + #""accessKeys": [{"id": "k2", "secret": "s2"}]"#)
        let again = try killed(served, seed: seed, replacingExisting: true)
        #expect(try again.members() == [])
        try again.restore("one")
        #expect(try again.members() == ["u1", "u2"])
        let identity = try again.run { try PoolIdentity(of: $0.connection) }
        #expect(try identity == again.pool.identity)
        #expect(identity.accessKeys.map(\.id) == ["k2"])
        try again.reset()
        #expect(try again.members() == [])
    }

    @Test("Snapshots and forks change nothing when the disk is full", arguments: PoolPlace.allCases)
    func fullDisk(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let many = (1...2_000).map { "v\($0)" }
        func limit(_ pages: String) throws {
            try served.run(writes: false) { try $0.connection.execute("PRAGMA max_page_count = \(pages)") }
        }
        try served.run { directory in
            for id in many {
                var user = NewUser()
                user.userId = id
                try directory.users.create(user)
            }
        }
        try served.take("large")
        try served.reset()
        try served.add("u2")
        try limit("100")
        let error = #expect(throws: SQLiteError.self) { try served.restore("large") }
        #expect(error?.code == 13)
        #expect(try served.members() == ["u1", "u2"])
        #expect(try served.isWhole())
        try limit("100000")
        try served.restore("large")
        #expect(try served.run { try $0.users.find("v2000").userId } == "v2000")
    }

    @Test("Snapshots that cannot be written are refused, and the pool still serves")
    func noFolder() throws {
        let served = try ServedPools()
        let folder = "\(served.data)/snapshots/p1"
        try FileManager.default.removeItem(atPath: folder)
        try Data().write(to: URL(filePath: folder))
        #expect(throws: DataDirectoryError.self) { try served.take("one") }
        try served.add("u2")
        try FileManager.default.removeItem(atPath: folder)
        try served.take("one")
        try served.restore("one")
        #expect(try served.members() == ["u1", "u2"])
    }

    @Test("Damaged snapshots cannot be returned to")
    func damaged() throws {
        let served = try ServedPools()
        try served.take("one")
        try served.add("u2")
        try Data(repeating: 0x5a, count: 20_000).write(
            to: URL(filePath: "\(served.data)/snapshots/p1/one.sqlite"))
        #expect(throws: DataDirectoryError.self) { try served.restore("one") }
        #expect(try served.members() == ["u1", "u2"])
    }
}
