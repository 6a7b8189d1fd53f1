import Foundation
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Large seeds that were applied before")
struct AppliedSeedsTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }
    private var file: String { folder.file("seed.json") }
    private var note: String { "\(data)/applied-seeds.json" }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A seed file as large as to be noted, which was written a while ago.
    private func write(group: String, size: Int = SeedSource.largeFile) throws {
        let pool = SeedText.pool(
            #""accessKeys": [{"id": "k", "secret": "s"}], "users": [{"userId": "u"}], "groups": [{"code": "\#(group)", "name": "G", "members": ["u"]}]"#
        )
        try Data((pool + String(repeating: " ", count: size)).utf8).write(to: URL(filePath: file))
    }

    /// Starts with the file as a server does whose clock is some seconds ahead, and stops.
    private func start(replacingExisting: Bool = false, ahead: Int64 = 10_000) throws -> (
        ids: [String], wasRead: Bool
    ) {
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        let environment = Environment(
            clock: FakeClock(milliseconds: now + ahead), random: SeededRandom(seed: 1), ids: CountingIds())
        let seeds = try SeedFormat.directory.read(file, appliedTo: replacingExisting ? nil : data)
        let pools = try UserPools(
            .directory, storage: .directory(data), durability: .process, seeds: seeds,
            replacingExisting: replacingExisting,
            fallback: { [] }, environment: environment)
        defer { pools.close() }
        return (pools.all.map(\.id), !seeds.contains { $0.contents.wasApplied })
    }

    @Test("Large seeds that were applied before are not read again")
    func applied() throws {
        try write(group: "g")
        #expect(try start() == (["p1"], true))
        #expect(try start() == (["p1"], false))
        // The note holds no secret.
        #expect(try !String(contentsOfFile: note, encoding: .utf8).contains("\"s\""))
    }

    @Test(
        "Large seeds are read again when they changed, when they replace pools, and when no record says they were applied"
    )
    func changed() throws {
        try write(group: "g")
        _ = try start()
        #expect(try start(replacingExisting: true).wasRead)
        #expect(try !start().wasRead)
        try write(group: "h")
        #expect(try start().wasRead)
        #expect(try !start().wasRead)
        try Data("{".utf8).write(to: URL(filePath: note))
        #expect(try start().wasRead)
    }

    @Test("Large seeds that were applied before are applied again when their pool is gone")
    func gone() throws {
        try write(group: "g")
        _ = try start()
        try FileManager.default.removeItem(atPath: "\(data)/p1.sqlite")
        #expect(try start().ids == ["p1"])
        #expect(FileManager.default.fileExists(atPath: "\(data)/p1.sqlite"))
    }

    @Test("Seeds that are small or were written a moment ago are not recorded as applied")
    func tooYoung() throws {
        try write(group: "g")
        _ = try start(ahead: 0)
        #expect(!FileManager.default.fileExists(atPath: note))
        try write(group: "g", size: 0)
        _ = try start()
        #expect(!FileManager.default.fileExists(atPath: note))
    }

    @Test("Faulty large seeds are refused even when the pool exists")
    func faulty() throws {
        try write(group: "g")
        _ = try start()
        try Data(SeedText.pool(#""users": [{"name": "nobody"}]"#).utf8).write(to: URL(filePath: file))
        #expect(throws: SeedError.self) { try start() }
    }
}
