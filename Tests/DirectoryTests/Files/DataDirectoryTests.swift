import Foundation
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Data directories")
struct DataDirectoryTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func pools(_ seed: String? = nil, replacingExisting: Bool = false) throws -> UserPools {
        try UserPools(
            .directory, storage: .directory(folder.path), durability: .process,
            seeds: try seed.map(SeedText.parse) ?? [],
            replacingExisting: replacingExisting, fallback: { [] }, environment: .system())
    }

    @Test("A data directory can be opened by one process at a time")
    func lock() throws {
        do {
            let first = try DataDirectory(path: folder.path)
            let error = #expect(throws: DataDirectoryError.self) { _ = try DataDirectory(path: folder.path) }
            guard case .inUse(folder.path)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect("\(DataDirectoryError.inUse(path: folder.path))".contains("another process"))
            withExtendedLifetime(first) {}
        }
        _ = try DataDirectory(path: folder.path)
    }

    @Test("A data directory can be opened after an opening that failed")
    func lockAfterFailure() throws {
        #expect(throws: SeedError.self) { try pools(#"{"userPools": []}"#) }
        try Data("junk".utf8).write(to: URL(filePath: folder.file("a.sqlite")))
        #expect(throws: DataDirectoryError.self) { try pools() }
        _ = try DataDirectory(path: folder.path)
    }

    @Test("A data directory removes what an interrupted start left unfinished, and nothing else")
    func unfinished() throws {
        let left = ["a.sqlite.unfinished", "a.sqlite.unfinished-wal", "a.sqlite.unfinished-shm"]
        for name in left + ["notes.txt", "a.sqlite.bak"] {
            try Data("x".utf8).write(to: URL(filePath: folder.file(name)))
        }
        _ = try DataDirectory(path: folder.path)
        #expect(try folder.contents().keys.sorted() == ["a.sqlite.bak", "lock", "notes.txt"])
    }

    @Test(
        "A data directory removes the logs of pools whose process was killed while it closed them"
    )
    func emptyIndex() throws {
        try pools(SeedText.pool("")).close()
        try Data(repeating: 0, count: 32_768).write(to: URL(filePath: folder.file("p1.sqlite-shm")))
        _ = try pools()
        #expect(try folder.contents().keys.sorted() == ["lock", "p1.sqlite", "snapshots/p1/seed.sqlite"])
    }

    @Test("A data directory says which call failed on a path that cannot be a folder")
    func noFolder() throws {
        try Data().write(to: URL(filePath: folder.file("file")))
        let error = #expect(throws: DataDirectoryError.self) {
            _ = try DataDirectory(path: folder.file("file/below"))
        }
        #expect(error.map { "\($0)" } == "mkdir \(folder.file("file/below/")): Not a directory")
    }

    /// Ways in which a pool's file can be unusable.
    enum Damage: CaseIterable {
        case junk, empty, noHeader, truncated, damagedPage, newer, foreign, noPool

        /// A word of the reason.
        var word: String {
            switch self {
            case .newer: "newer version"
            case .foreign: "another program"
            case .noPool: "no user pool"
            default: "not a usable database"
            }
        }

        func apply(to path: String) throws {
            let url = URL(filePath: path)
            var bytes = try Data(contentsOf: url)
            switch self {
            case .junk: bytes = Data(repeating: 0x5a, count: 20_000)
            case .empty: bytes = Data()
            case .noHeader: bytes.replaceSubrange(0..<100, with: Data(repeating: 0, count: 100))
            case .truncated: bytes.removeLast(bytes.count / 2)
            case .damagedPage:
                bytes.replaceSubrange(8_192..<12_288, with: Data(repeating: 0xa5, count: 4_096))
            case .newer: return try Connection(path: path).execute("PRAGMA user_version = 99")
            case .foreign: return try Connection(path: path).execute("PRAGMA application_id = 99")
            case .noPool: return try Connection(path: path).execute("DELETE FROM pool")
            }
            try bytes.write(to: url)
        }
    }

    @Test("A data directory refuses a newer file whose version is only in the log of a killed process")
    func newerInLog() throws {
        try pools(SeedText.pool("")).close()
        let (path, kept) = (folder.file("p1.sqlite"), folder.file("kept"))
        do {
            let newer = try Connection(path: path)
            try newer.configure(durability: .process)
            try newer.execute("PRAGMA user_version = 99")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: kept + suffix)
            }
        }
        for suffix in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
            try FileManager.default.moveItem(atPath: kept + suffix, toPath: path + suffix)
        }
        let before = try folder.contents()
        let error = #expect(throws: DataDirectoryError.self) { try pools() }
        #expect(error.map { "\($0)" }?.contains("newer version") == true)
        let after = try folder.contents()
        for name in ["p1.sqlite", "p1.sqlite-wal"] { #expect(after[name] == before[name]) }
    }

    @Test(
        "A data directory refuses a file that cannot be used and leaves all as it is",
        arguments: Damage.allCases,
        [false, true])
    func damage(damage: Damage, replacingExisting: Bool) throws {
        // A pool that is empty of users is a file of one sort; one with a few hundred has inner pages too.
        let users = (0..<300).map {
            #"{"userId": "user-\#($0)", "name": "\#(String(repeating: "n", count: 100))"}"#
        }
        let seed = SeedText.pools(
            SeedText.object(#""users": [\#(users.joined(separator: ", "))]"#), SeedText.object("", id: "p2"))
        try pools(seed).close()
        // A file of this program without a pool may be replaced by a seed.
        if damage == .noPool && replacingExisting { return }
        try damage.apply(to: folder.file("p1.sqlite"))
        for name in ["p1.sqlite-wal", "p1.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: folder.file(name))
        }
        let before = try folder.contents()
        let error = #expect(throws: DataDirectoryError.self) {
            try pools(seed, replacingExisting: replacingExisting)
        }
        guard case .unusableFile(folder.file("p1.sqlite"), let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains(damage.word))
        #expect(try folder.contents() == before)
    }
}
