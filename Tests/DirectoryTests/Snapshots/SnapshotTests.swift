import Dispatch
import Foundation
import Locking
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Snapshots")
struct SnapshotTests {
    @Test("Snapshots can be returned to in any order", arguments: PoolPlace.allCases)
    func restore(place: PoolPlace) throws {
        let served = try ServedPools(place)
        try served.take("one")
        try served.add("u2")
        try served.take("two")
        try served.restore("one")
        #expect(try served.members() == ["u1"])
        try served.add("u3")
        try served.restore("two")
        #expect(try served.members() == ["u1", "u2"])
        try served.restore("one")
        try served.restore("one")
        #expect(try served.members() == ["u1"])
        #expect(try served.isWhole())
    }

    @Test("Returning to a snapshot restores the keyword index", arguments: PoolPlace.allCases)
    func index(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let found: @Sendable (PoolTransaction) throws -> [String] = { directory in
            try directory.users.texts.index()
            var query = UserQuery()
            query.keywords = "n17"
            query.searched = [try #require(UserColumn.named("username"))]
            return try directory.users.list(query, page: .everything).list.map(\.userId)
        }
        #expect(try served.run(found) == ["u17"])
        try served.take("one")
        try served.run { try $0.users.delete([try $0.users.find("u17")]) }
        #expect(try served.run(found) == [])
        try served.restore("one")
        #expect(try served.run(found) == ["u17"])
    }

    @Test(
        "The initial snapshot is kept automatically, and a reset hashes no password",
        arguments: PoolPlace.allCases
    )
    func reset(place: PoolPlace) throws {
        let user = #"{"userId": "u1", "password": "secret"}"#
        let served = try ServedPools(
            place, seed: SeedText.pool(#""users": [\#(user)], "groups": [{"code": "g", "name": "G"}]"#))
        let hash: @Sendable (PoolTransaction) throws -> String? = {
            try $0.connection.first(SQL("SELECT passwordHash FROM users")) { $0.optionalText(0) } ?? nil
        }
        let first = try served.run(hash)
        #expect(first != nil)
        for _ in 1...3 {
            try served.add("u1")
            try served.reset()
            #expect(try served.members() == [])
            #expect(try served.run(hash) == first)
        }
    }

    @Test(
        "Restoring a snapshot keeps the pool's identity and publishes no events",
        arguments: PoolPlace.allCases)
    func identity(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let pool = try served.pool
        let events = Lock<[PoolEvent]>([])
        pool.mailbox.events.subscribe { new in events.withLock { $0 += new } }
        try served.take("one")
        try served.restore("one")
        try served.reset()
        #expect(events.withLock(\.self) == [])
        #expect(try served.pool === pool)
        let identity = try served.run { try PoolIdentity(of: $0.connection) }
        #expect(identity == pool.identity)
        #expect(identity.tokenSecret == pool.tokenSecret && identity.accessKeys == pool.accessKeys)
    }

    @Test("Snapshots are listed by name with the pool's time and their size", arguments: PoolPlace.allCases)
    func list(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let start = served.clock.now
        served.clock.advance(milliseconds: 1_234)
        try served.take("b")
        try served.take("A")
        let list = try served.wait { try served.pool.listSnapshots(then: $0) }
        #expect(list.map(\.name.description) == ["A", "b", "seed"])
        #expect(list.map(\.takenAt) == [served.clock.now, served.clock.now, start])
        #expect(list.allSatisfy { $0.bytes > 100_000 })
    }

    @Test("A snapshot's name changes its content only when it is taken again", arguments: PoolPlace.allCases)
    func takenName(place: PoolPlace) throws {
        let served = try ServedPools(place)
        try served.take("one")
        try served.add("u2")
        #expect(throws: SnapshotError.snapshotExists(try SnapshotName("one"))) { try served.take("one") }
        try served.restore("one")
        #expect(try served.members() == ["u1"])
        try served.add("u3")
        try served.take("one", replacing: true)
        try served.reset()
        try served.restore("one")
        #expect(try served.members() == ["u1", "u3"])
    }

    @Test("Snapshots are gone when they are deleted", arguments: PoolPlace.allCases)
    func deletion(place: PoolPlace) throws {
        let served = try ServedPools(place)
        try served.take("one")
        try served.delete("one")
        #expect(try served.snapshots() == ["seed"])
        let one = try SnapshotName("one")
        #expect(throws: SnapshotError.unknownSnapshot(one)) { try served.delete("one") }
        #expect(throws: SnapshotError.unknownSnapshot(one)) { try served.restore("one") }
        #expect(throws: SnapshotError.unknownSnapshot(one)) { try served.fork(at: "one", as: "p2") }
        #expect(try served.members() == ["u1"])
        #expect(served.pools.pool(id: "p2") == nil)
    }

    @Test("The initial snapshot can neither be taken nor deleted", arguments: PoolPlace.allCases)
    func reserved(place: PoolPlace) throws {
        let served = try ServedPools(place)
        #expect(throws: SnapshotError.reservedSnapshotName(.seed)) {
            try served.take("seed", replacing: true)
        }
        #expect(throws: SnapshotError.reservedSnapshotName(.seed)) { try served.delete("seed") }
    }

    @Test(
        "Snapshots have names that are files' names everywhere",
        arguments: ["a", "A-b_c.9", "0", "a..b", "seed2"])
    func names(text: String) throws {
        #expect(try SnapshotName(text).description == text)
        let served = try ServedPools()
        try served.take(text)
        #expect(try served.snapshots().contains(text))
    }

    @Test(
        "Snapshots have no other names",
        arguments: ["", ".", "..", ".a", "a/b", "a b", "ä", "a\n", "a\0", String(repeating: "a", count: 65)])
    func badNames(text: String) {
        #expect(throws: SnapshotError.invalidSnapshotName) { try SnapshotName(text) }
    }

    @Test("The log is emptied when a pool is quiet after a restore")
    func quiet() throws {
        let served = try ServedPools()
        try served.take("one")
        try served.run(writes: false) { try $0.connection.checkpoint() }
        try served.restore("one")
        let log = {
            try FileManager.default.attributesOfItem(atPath: "\(served.data)/p1.sqlite-wal")[.size] as? Int
        }
        #expect(try log() ?? 0 > 100_000)
        for _ in 0..<500 where try log() != 0 { usleep(10_000) }
        #expect(try log() == 0)
    }

    @Test("Snapshots are ordered with the pool's other jobs", arguments: PoolPlace.allCases)
    func order(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let pool = try served.pool
        let gate = try served.hold()
        let (early, late) = (try SnapshotName("early"), try SnapshotName("late"))
        let failures = Lock<[String]>([])
        let add: @Sendable (String) -> Void = { user in
            #expect(throws: Never.self) {
                try pool.mailbox.enqueue(RecordingJob { try $0.groups.members.add([user], to: "g") })
            }
        }
        let note: @Sendable (Result<Void, any Error>) -> Void = { outcome in
            if case .failure(let error) = outcome { failures.withLock { $0.append("\(error)") } }
        }
        add("u2")
        pool.takeSnapshot(early) { note($0.map { _ in }) }
        add("u3")
        add("u4")
        pool.takeSnapshot(late) { note($0.map { _ in }) }
        add("u5")
        pool.restore(early, then: note)
        add("u6")
        gate.signal()
        #expect(try served.members() == ["u1", "u2", "u6"])
        try served.restore("late")
        #expect(try served.members() == ["u1", "u2", "u3", "u4"])
        #expect(failures.withLock(\.self) == [])
    }

    @Test("Snapshots hold up no other pool")
    func otherPools() throws {
        let served = try ServedPools(seed: SeedText.pools(SeedText.object(""), SeedText.object("", id: "p2")))
        let gate = try served.hold(served.pools.pool(id: "p2"))
        try served.take("one")
        try served.restore("one")
        gate.signal()
    }

    @Test(
        "Snapshots taken under load keep the pool consistent, and every reply correct",
        arguments: PoolPlace.allCases)
    func load(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let pool = try served.pool
        try served.take("one")
        let stop = Lock(false)
        let group = DispatchGroup()
        let refused = Lock(0)
        for writer in 0..<2 {
            DispatchQueue.global().async(group: group) {
                var number = 0
                while !stop.withLock(\.self) {
                    number += 1
                    let user = "u\(2 + (number * 2 + writer) % 19)"
                    let job = RecordingJob { directory in
                        try directory.groups.members.add([user], to: "g")
                        let listed = try directory.groups.members.list(of: "g", page: .everything).list
                        if !listed.contains(where: { $0.userId == user }) { refused.withLock { $0 += 1 } }
                    }
                    #expect(throws: Never.self) { try pool.mailbox.enqueue(job) }
                    job.wait()
                    if !job.succeeded { refused.withLock { $0 += 1 } }
                }
            }
        }
        for round in 0..<40 {
            try served.take("two", replacing: true)
            try served.restore(round % 2 == 0 ? "one" : "two")
        }
        stop.withLock { $0 = true }
        group.wait()
        #expect(refused.withLock(\.self) == 0)
        #expect(try served.isWhole())
        try served.restore("one")
        #expect(try served.members() == ["u1"])
    }
}
