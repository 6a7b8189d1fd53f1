import CKilledCalls
import Foundation
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// The order in which files are written to the disk and get their names.
@Suite("The system's calls on files", .serialized)
struct FileSystemTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The calls of a piece of work, with paths below the folder; those on SQLite's own log are left out.
    private func calls(_ body: () throws -> Void) throws -> [String] {
        traced_calls_begin(folder.path)
        defer { traced_calls_begin(nil) }
        try body()
        let lines = String(cString: traced_calls_text()).split(separator: "\n").map {
            $0.replacingOccurrences(of: "\(folder.path)/", with: "")
        }
        return lines.filter { !$0.hasSuffix("-wal") }
    }

    /// What makes the names in a folder last; with the loss of power in mind only.
    private func names(in folder: String, _ durability: Durability) -> [String] {
        durability == .power ? ["fsync \(folder)"] : []
    }

    @Test(
        "File system calls sync a file before it gets its name, and the name afterwards",
        arguments: Durability.allCases)
    func complete(durability: Durability) throws {
        try FileManager.default.createDirectory(atPath: folder.file("f"), withIntermediateDirectories: false)
        try Data("x".utf8).write(to: URL(filePath: folder.file("f/a")))
        let calls = try calls {
            try FileSystem.complete(folder.file("f/a"), as: folder.file("f/b"), durability: durability)
        }
        #expect(calls == ["fdatasync f/a", "rename f/a f/b"] + names(in: "f", durability))
    }

    @Test("File system calls write a snapshot once before it counts", arguments: Durability.allCases)
    func snapshot(durability: Durability) throws {
        let served = try ServedPools(in: folder, durability: durability)
        let calls = try calls { try served.take("one") }
        let snapshots = "data/snapshots/p1"
        #expect(
            calls == [
                "fdatasync \(snapshots)/one.sqlite.unfinished",
                "rename \(snapshots)/one.sqlite.unfinished \(snapshots)/one.sqlite",
            ] + names(in: snapshots, durability))
    }

    @Test(
        "File system calls write a new pool and the image of its beginning before either has a name",
        arguments: Durability.allCases)
    func pool(durability: Durability) throws {
        let calls = try calls {
            let served = try ServedPools(in: folder, durability: durability)
            withExtendedLifetime(served) {}
        }
        let image = "data/snapshots/p1/seed.sqlite"
        let renames = [
            "rename data/p1.sqlite.unfinished data/p1.sqlite", "rename \(image).unfinished \(image)",
        ]
        let first = try #require(calls.firstIndex(of: renames[0]))
        #expect(
            Set(calls[..<first]).isSuperset(of: [
                "fdatasync data/p1.sqlite.unfinished", "fdatasync \(image).unfinished",
            ]))
        #expect(
            Array(calls[first...])
                == [renames[0]] + names(in: "data", durability) + [renames[1]]
                + names(in: "data/snapshots/p1", durability))
    }

    @Test("Reading a folder distinguishes an error from the end", arguments: 1...4)
    func brokenFolder(number: Int) throws {
        for name in ["a", "b"] { try Data().write(to: URL(filePath: folder.file(name))) }
        failing_readdir_arm(number)
        defer { failing_readdir_arm(0) }
        let error = #expect(throws: DataDirectoryError.self) { try FileSystem.names(in: folder.path) }
        #expect(error.map { "\($0)" } == "readdir \(folder.path): Input/output error")
        failing_readdir_arm(0)
        #expect(try FileSystem.names(in: folder.path).sorted() == ["a", "b"])
    }

    @Test(
        "A start fails when the folder cannot be read, and makes no pool anew", arguments: 1...6)
    func brokenDataDirectory(number: Int) throws {
        do { try ServedPools(in: folder).pools.close() }
        let before = try folder.contents()
        failing_readdir_arm(number)
        defer { failing_readdir_arm(0) }
        #expect(throws: DataDirectoryError.self) { try ServedPools(in: folder) }
        #expect(try folder.contents() == before)
    }
}
