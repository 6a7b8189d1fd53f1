import Foundation
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Files in a data directory of another kind than their names require, and the permissions of files.
@Suite("Files of a data directory")
struct FileKindTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func rights(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    /// The rights of the folder and of everything in it.
    private func allRights() throws -> [String: Int] {
        var rights = ["": try self.rights(data)]
        for name in try FileManager.default.subpathsOfDirectory(atPath: data) {
            rights[name] = try self.rights("\(data)/\(name)")
        }
        return rights
    }

    private static let files = [
        "lock", "p1.sqlite", "p1.sqlite-shm", "p1.sqlite-wal", "snapshots/p1/one.sqlite",
        "snapshots/p1/seed.sqlite",
    ]
    private static let expected = Dictionary(
        uniqueKeysWithValues: ["", "snapshots", "snapshots/p1"].map { ($0, 0o700) }
            + files.map { ($0, 0o600) })

    @Test("Files of a data directory are for their owner only, whatever the umask")
    func private_() throws {
        let mask = umask(0)
        defer { umask(mask) }
        let served = try ServedPools(in: folder)
        try served.take("one")
        try served.add("u2")
        #expect(try allRights() == Self.expected)
    }

    @Test("Files of a data directory lose the permissions for others that an older program gave")
    func restricted() throws {
        do {
            let served = try ServedPools(in: folder)
            try served.take("one")
            served.pools.close()
        }
        for name in try FileManager.default.subpathsOfDirectory(atPath: data) + [""] {
            let isFile = name == "lock" || name.hasSuffix(".sqlite")
            try FileManager.default.setAttributes(
                [.posixPermissions: isFile ? 0o644 : 0o755], ofItemAtPath: "\(data)/\(name)")
        }
        let served = try ServedPools(in: folder)
        try served.add("u2")
        #expect(try allRights() == Self.expected)
    }

    @Test("Files of a data directory do not change the permissions of a folder with other files")
    func sharedFolder() throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        try Data().write(to: URL(filePath: "\(data)/notes.txt"))
        for (path, rights) in [("\(data)/notes.txt", 0o644), (data, 0o755)] {
            try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: path)
        }
        let served = try ServedPools(in: folder)
        try served.add("u2")
        let found = try allRights()
        #expect(found[""] == 0o755 && found["notes.txt"] == 0o644)
        #expect(found["p1.sqlite"] == 0o600 && found["p1.sqlite-wal"] == 0o600 && found["lock"] == 0o600)
    }

    /// The kinds of other files at the path.
    enum Stranger: CaseIterable {
        case link, linkToNothing, pipe, folder

        var word: String {
            switch self {
            case .link, .linkToNothing: "symbolic link"
            case .pipe: "pipe"
            case .folder: "folder"
            }
        }
    }

    private static let names = [
        "lock", "p1.sqlite", "p2.sqlite", "p1.sqlite-wal", "p3.sqlite.unfinished", "p3.sqlite.removed",
        "applied-seeds.json", "applied-seeds.json.unfinished", "snapshots/p1/seed.sqlite",
        "snapshots/p1/two.sqlite.unfinished",
    ]

    @Test(
        "Links and other non-files in a data directory are refused, and their targets stay", arguments: names,
        Stranger.allCases)
    func stranger(name: String, stranger: Stranger) throws {
        do { try ServedPools(in: folder).pools.close() }
        let (path, aim) = ("\(data)/\(name)", folder.file("elsewhere"))
        try? FileManager.default.removeItem(atPath: path)
        switch stranger {
        case .link:
            try Data("mine".utf8).write(to: URL(filePath: aim))
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: aim)
        case .linkToNothing:
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: aim)
        case .pipe: #expect(mkfifo(path, 0o600) == 0)
        case .folder:
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        }
        let before = try FileManager.default.subpathsOfDirectory(atPath: data).sorted()
        let error = #expect(throws: DataDirectoryError.self) {
            try ServedPools(
                seed: SeedText.pools(SeedText.object(""), SeedText.object("", id: "p3")), in: folder)
        }
        guard case .unusableFile(path, let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains(stranger.word))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: data).sorted() == before)
        if stranger == .link { #expect(try Data(contentsOf: URL(filePath: aim)) == Data("mine".utf8)) }
        #expect(FileManager.default.fileExists(atPath: aim) == (stranger == .link))
    }

    @Test("Files of a data directory are refused when they are a hard link to another pool's file")
    func hardLink() throws {
        do { try ServedPools(in: folder).pools.close() }
        let other = folder.file("other")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        try FileManager.default.linkItem(atPath: "\(data)/p1.sqlite", toPath: "\(other)/p1.sqlite")
        for path in [data, other] {
            let error = #expect(throws: DataDirectoryError.self) { try DataDirectory(path: path) }
            #expect(error.map { "\($0)" }?.contains("\(path)/p1.sqlite: it has another name") == true)
        }
    }

    @Test("A seed export does not wait for pipes in a data directory")
    func exportOfPipe() throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        #expect(mkfifo("\(data)/p1.sqlite", 0o600) == 0)
        let error = #expect(throws: DataDirectoryError.self) {
            try SeedFormat.directory.texts(ofPools: [], in: data)
        }
        #expect(error.map { "\($0)" }?.contains("it is a pipe") == true)
    }
}
