import Foundation
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Exporting a pool while other processes use its file.
@Suite("Seed export beside a server")
struct SeedExportBesideServerTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }
    private var file: PoolFile { PoolFile(id: "p1", in: data) }

    init() throws {
        folder = try TemporaryFolder()
        try ServedPools(in: folder).pools.close()
    }

    private func hasLog() -> Bool { FileManager.default.fileExists(atPath: "\(file.path)-wal") }

    private func add(_ user: String, with connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO users SELECT key + 1000, '\(user)', \(try otherColumns(of: "users", on: connection))
            FROM users WHERE userId = 'u1';
            INSERT INTO group_members (groupKey, userKey, joinedAt, joinOrder)
            SELECT groupKey, userKey + 1000, joinedAt, joinOrder + 1000 FROM group_members;
            """)
    }

    private func otherColumns(of table: String, on connection: Connection) throws -> String {
        try connection.all(SQL("SELECT name FROM pragma_table_info('\(table)')")) { $0.text(0) }
            .dropFirst(2).map { $0 == "username" ? "'other'" : $0 }.joined(separator: ", ")
    }

    @Test("A seed export beside a server shows one moment, whatever is written meanwhile")
    func oneMoment() throws {
        let writer = try file.open(PoolDefinition.directory.schema, durability: .process)
        let before = try SeedFormat.directory.text(of: file.openForReading(PoolDefinition.directory.schema))
        let reader = try file.openForReading(PoolDefinition.directory.schema)
        var result = Result<Void, any Error> {}
        var isDone = false
        reader.onPrepare = { sql in
            guard !isDone, sql.text.contains("group_members") else { return }
            isDone = true
            result = Result { try add("late", with: writer) }
        }
        let exported = try SeedFormat.directory.text(of: reader)
        try result.get()
        #expect(isDone && exported == before)
        let after = try SeedFormat.directory.text(of: file.openForReading(PoolDefinition.directory.schema))
        #expect(String(decoding: after, as: UTF8.self).components(separatedBy: "\"late\"").count == 3)
    }

    @Test(
        "A seed export beside a server shares the log of a server whose pool is idle, and reads what it commits"
    )
    func idle() throws {
        let server = try DataDirectory(path: data)
        #expect(!hasLog())
        let first = try SeedFormat.directory.texts(ofPools: ["p1"], in: data)
        #expect(hasLog(), "a file that others may write was read as one that cannot change")
        try add("late", with: file.openUnchecked(PoolDefinition.directory.schema, durability: .process))
        #expect(try SeedFormat.directory.texts(ofPools: ["p1"], in: data) != first)
        withExtendedLifetime(server) {}
    }

    @Test(
        "A seed export beside a server leaves nothing behind when no server has the folder",
        arguments: [true, false])
    func alone(hasLock: Bool) throws {
        if !hasLock { try FileManager.default.removeItem(atPath: "\(data)/lock") }
        let before = try folder.contents()
        #expect(try SeedFormat.directory.texts(ofPools: [], in: data).count == 1)
        #expect(try folder.contents() == before)
    }

    @Test("A seed export without a server locks servers out while it reads, but not other exports")
    func lock() throws {
        do {
            let lock = try ReadersLock(in: data)
            #expect(!lock.letsWritersIn)
            let other = try ReadersLock(in: data)
            #expect(!other.letsWritersIn)
            #expect(throws: DataDirectoryError.self) { try DataDirectory(path: data) }
            withExtendedLifetime((lock, other)) {}
        }
        let server = try DataDirectory(path: data)
        let lock = try ReadersLock(in: data)
        #expect(lock.letsWritersIn)
        withExtendedLifetime(server) {}
    }

    @Test("A seed export notices a server that opened a folder without a lock meanwhile")
    func overtaken() throws {
        try FileManager.default.removeItem(atPath: "\(data)/lock")
        let lock = try ReadersLock(in: data)
        #expect(!lock.letsWritersIn && !lock.wasOvertaken)
        _ = try DataDirectory(path: data)
        #expect(lock.wasOvertaken)
    }
}
