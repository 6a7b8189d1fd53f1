import Dispatch
import Foundation
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Files of pools that have no work")
struct IdleFileTests {
    /// Pools `p1` to `p…`, each with a group.
    private static func seed(_ count: Int) -> String {
        let pools = (1...count).map {
            SeedText.object(
                #""users": [{"userId": "u1"}, {"userId": "u2"}], "groups": [{"code": "g", "name": "G"}]"#,
                id: "p\($0)")
        }
        return SeedText.pools(pools.joined(separator: ", "))
    }

    private static func limits(_ openFiles: Int, period: DispatchTimeInterval = .seconds(60)) -> IdleLimits {
        var limits = IdleLimits()
        limits.openFiles = openFiles
        limits.period = period
        return limits
    }

    /// The pools whose files are open, by the presence of SQLite's log.
    private static func open(_ served: ServedPools) throws -> [String] {
        try served.folder.contents(of: "data").filter { $0.hasSuffix("-wal") }.map {
            String($0.prefix { $0 != "." })
        }
    }

    /// Waits until something holds, five seconds at most.
    private func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<500 {
            if try condition() { return true }
            usleep(10_000)
        }
        return try condition()
    }

    private func pool(_ number: Int, of served: ServedPools) throws -> UserPool {
        try #require(served.pools.pool(id: "p\(number)"))
    }

    @Test("Files of idle pools are opened by the first job, not by the start")
    func lazy() throws {
        let served = try ServedPools(seed: Self.seed(3))
        #expect(try Self.open(served) == [])
        try served.add("u1", on: pool(2, of: served))
        #expect(try Self.open(served) == ["p2"])
        #expect(served.pools.placement?.openFiles.count == 1)
    }

    @Test(
        "Files of idle pools are closed when too many are open, the least recently used first, and reopened unseen"
    )
    func limit() throws {
        let served = try ServedPools(seed: Self.seed(5), idle: Self.limits(3))
        for number in [1, 2, 3] { try served.add("u1", on: pool(number, of: served)) }
        #expect(try Self.open(served) == ["p1", "p2", "p3"])
        try served.add("u1", on: pool(4, of: served))
        #expect(try eventually { try Self.open(served) == ["p2", "p3", "p4"] })
        // Used again since the last was opened, so it is not the next to go.
        try served.add("u2", on: pool(2, of: served))
        try served.add("u1", on: pool(5, of: served))
        #expect(try eventually { try Self.open(served) == ["p2", "p4", "p5"] })
        #expect(eventually { served.pools.placement?.openFiles.count == 3 })
        for number in 1...5 {
            try served.add("u2", on: pool(number, of: served))
            #expect(try served.members(of: pool(number, of: served)) == ["u1", "u2"])
        }
    }

    @Test("Files of idle pools stay open while they are in use, however many")
    func inUse() throws {
        let served = try ServedPools(seed: Self.seed(4), idle: Self.limits(1))
        let gates = try (1...4).map { try served.hold(pool($0, of: served)) }
        #expect(try Self.open(served).count == 4)
        for gate in gates { gate.signal() }
        for number in 1...4 { try served.add("u1", on: pool(number, of: served)) }
        #expect(try eventually { try Self.open(served).count == 1 })
    }

    @Test(
        "Files of idle pools stay open when they are used between the decision to close them and the closing")
    func usedAgain() throws {
        let served = try ServedPools(seed: Self.seed(2), idle: Self.limits(1))
        let first = try pool(1, of: served)
        let gate = try served.hold(first)
        // Opening the second closes the first, on its queue.
        try served.add("u1", on: pool(2, of: served))
        let job = RecordingJob { try $0.groups.members.add(["u1"], to: "g") }
        try first.mailbox.enqueue(job)
        gate.signal()
        job.wait()
        first.mailbox.queue.sync {}
        #expect(try Self.open(served) == ["p1", "p2"])
    }

    @Test("Files of idle pools are closed after a while, each with the whole state of its pool")
    func period() throws {
        let served = try ServedPools(seed: Self.seed(2), idle: Self.limits(48, period: .milliseconds(40)))
        for number in 1...2 { try served.add("u1", on: pool(number, of: served)) }
        #expect(try eventually { try Self.open(served) == [] })
        let copy = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: copy.file("data"), withIntermediateDirectories: false)
        for name in ["p1.sqlite", "p2.sqlite"] {
            try FileManager.default.copyItem(
                atPath: "\(served.data)/\(name)", toPath: copy.file("data/\(name)"))
        }
        let others = try ServedPools(seed: nil, in: copy)
        #expect(try others.members(of: pool(1, of: others)) == ["u1"])
        try served.add("u2", on: pool(1, of: served))
        #expect(try served.members(of: pool(1, of: served)) == ["u1", "u2"])
        #expect(try eventually { try Self.open(served) == [] })
    }

    @Test("Pools in memory have no files and are never closed")
    func memory() throws {
        let served = try ServedPools(.memory, idle: Self.limits(0, period: .milliseconds(5)))
        try served.add("u2")
        usleep(50_000)
        #expect(try served.members() == ["u1", "u2"])
    }

    @Test(
        "Files of idle pools may be replaced by hand meanwhile, and are then looked at before they are used")
    func replaced() throws {
        let served = try ServedPools(
            seed: Self.seed(2), idle: Self.limits(48, period: .milliseconds(20)))
        try served.add("u1", on: pool(1, of: served))
        #expect(try eventually { try Self.open(served) == [] })
        let path = "\(served.data)/p1.sqlite"
        let good = try Data(contentsOf: URL(filePath: path))

        try Data(repeating: 0x5a, count: 20_000).write(to: URL(filePath: path))
        #expect(throws: DataDirectoryError.self) { try served.members(of: pool(1, of: served)) }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: DataDirectoryError.self) { try served.members(of: pool(1, of: served)) }
        #expect(!FileManager.default.fileExists(atPath: path))
        try FileManager.default.copyItem(atPath: "\(served.data)/p2.sqlite", toPath: path)
        #expect(throws: DataDirectoryError.self) { try served.members(of: pool(1, of: served)) }

        try good.write(to: URL(filePath: path))
        #expect(try served.members(of: pool(1, of: served)) == ["u1"])
    }

    @Test("Files of idle pools are opened by no job after the end")
    func closed() throws {
        let served = try ServedPools(seed: Self.seed(2))
        try served.add("u1", on: pool(1, of: served))
        served.pools.close()
        #expect(try Self.open(served) == [])
        for number in 1...2 {
            #expect(throws: MailboxError.self) { try served.members(of: pool(number, of: served)) }
        }
        #expect(try Self.open(served) == [])
    }

    @Test("Files of idle pools serve many pools at a time with few files, and lose nothing")
    func crowd() throws {
        let served = try ServedPools(seed: Self.seed(12), idle: Self.limits(2, period: .milliseconds(5)))
        let pools = served.pools.all
        let jobs = (0..<600).map { number in
            RecordingJob { try $0.groups.members.add([number < 300 ? "u1" : "u2"], to: "g") }
        }
        DispatchQueue.concurrentPerform(iterations: 4) { poster in
            for number in stride(from: poster, to: jobs.count, by: 4) {
                try? pools[number * 7 % 12].mailbox.enqueue(jobs[number])
                if number % 10 < 4 { jobs[number].wait() }
            }
        }
        for pool in pools { #expect(try served.members(of: pool) == ["u1", "u2"]) }
        #expect(jobs.allSatisfy { $0.completions == 1 && $0.succeeded })
        served.pools.close()
        #expect(try Self.open(served) == [])
    }
}
