package import Foundation

/// A folder of its own for one test, gone with the last reference to it.
package final class TemporaryFolder {
    package let path: String

    /// Makes the folder.
    ///
    /// - Parameter isFast: whether to create it in memory if possible, where synchronizing is free.
    /// - Throws: what the file system says.
    package init(isFast: Bool = false) throws {
        let memory = "/dev/shm"
        let isInMemory = isFast && FileManager.default.isWritableFile(atPath: memory)
        let parent = isInMemory ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        path = parent.appending(path: "directory-tests-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the folder.
    package func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// The names of the files, those in folders with the folder's, and what is in them.
    package func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
            guard exists, !isFolder.boolValue else { continue }
            contents[name] = try Data(contentsOf: URL(filePath: file(name)))
        }
        return contents
    }

    /// The names in a folder, sorted.
    package func contents(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
    }
}
