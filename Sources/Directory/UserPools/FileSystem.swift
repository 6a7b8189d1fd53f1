internal import Glibc
internal import SQLite

/// The calls of the system that put files in their places.
///
/// A file counts when it has its final name, and gets it when all of it is on the disk: then neither a process that
/// dies nor a loss of power leaves half of one under a name that counts. That the name itself survives a loss of power
/// is promised by `Durability.power` only, as for commits.
enum FileSystem {
    /// Gives a file its final name, over whatever has it.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func complete(_ path: String, as final: String, durability: Durability) throws(DataDirectoryError)
    {
        try synchronise(path, with: fdatasync, named: "fdatasync")
        guard rename(path, final) == 0 else { throw .systemCall("rename", path: path, code: errno) }
        try namesChanged(in: folder(of: final), durability: durability)
    }

    /// Makes the names in a folder durable where that is promised.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func namesChanged(in folder: String, durability: Durability) throws(DataDirectoryError) {
        if durability == .power { try synchronise(folder, with: fsync, named: "fsync") }
    }

    /// Makes a folder where there is none; the one around it must be there.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func makeFolder(_ path: String, durability: Durability) throws(DataDirectoryError) {
        if mkdir(path, 0o755) == 0 { return try namesChanged(in: folder(of: path), durability: durability) }
        guard errno == EEXIST else { throw .systemCall("mkdir", path: path, code: errno) }
    }

    /// Removes a database and what SQLite may have left beside it; there need be none.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func removeDatabase(_ path: String) throws(DataDirectoryError) {
        for name in [path, "\(path)-wal", "\(path)-shm", "\(path)-journal"] {
            guard unlink(name) == 0 || errno == ENOENT else {
                throw .systemCall("unlink", path: name, code: errno)
            }
        }
    }

    /// The names in a folder, in no order.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func names(in folder: String) throws(DataDirectoryError) -> [String] {
        guard let stream = opendir(folder) else {
            throw .systemCall("opendir", path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// Whether there is a file or a folder.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    private static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
    }

    private static func synchronise(
        _ path: String, with call: (Int32) -> Int32, named name: String
    ) throws(DataDirectoryError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .systemCall("open", path: path, code: errno) }
        defer { close(descriptor) }
        while call(descriptor) != 0 {
            guard errno == EINTR else { throw .systemCall(name, path: path, code: errno) }
        }
    }
}
