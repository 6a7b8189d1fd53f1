internal import Dispatch
internal import Locking
internal import Platform
internal import SQLite

/// System calls for files, with their durability.
///
/// A file gets its final name when all of it is on the disk. So neither the end of the process nor a loss of power
/// leaves an incomplete file with a final name. The name itself survives a loss of power only with `Durability.power`,
/// as for commits.
public enum FileSystem {
    /// Synchronizes a file and gives it its final name, replacing another file.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func complete(_ path: String, as final: String, durability: Durability) throws(DataDirectoryError)
    {
        try synchronise(path, with: fdatasync, named: "fdatasync")
        try rename(path, to: final, durability: durability)
    }

    /// Renames a file, replacing another file.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func rename(_ path: String, to final: String, durability: Durability) throws(DataDirectoryError) {
        guard Platform.rename(path, final) == 0 else { throw .systemCall("rename", path: path, code: errno) }
        try namesChanged(in: folder(of: final), durability: durability)
    }

    /// Synchronizes files, all of them together.
    ///
    /// - Throws: `DataDirectoryError.systemCall` of the first that fails.
    static func synchronise(_ paths: [String]) throws(DataDirectoryError) {
        let failures = Lock<[Int: DataDirectoryError]>([:])
        DispatchQueue.concurrentPerform(iterations: paths.count) { index in
            do throws(DataDirectoryError) {
                try synchronise(paths[index], with: fdatasync, named: "fdatasync")
            } catch {
                failures.withLock { $0[index] = error }
            }
        }
        if let first = failures.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
    }

    /// Creates an empty file that only its owner may use.
    ///
    /// For SQLite an empty file is a new database, and the files that SQLite adds have the same permissions.
    ///
    /// - Throws: `DataDirectoryError.systemCall`, also if the path exists.
    static func makeFile(_ path: String) throws(DataDirectoryError) {
        close(try newFile(path))
    }

    /// Creates a file for writing.
    ///
    /// - Returns: its descriptor, which the caller closes.
    /// - Throws: as `makeFile`.
    static func newFile(_ path: String) throws(DataDirectoryError) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FileKind.fileMode)
        guard descriptor >= 0 else { throw .systemCall("open", path: path, code: errno) }
        return descriptor
    }

    /// Copies a file in the kernel; it must not be written meanwhile.
    ///
    /// - Throws: `DataDirectoryError.systemCall`, also if the path of the copy exists; an incomplete copy may remain.
    static func copy(_ path: String, to copy: String) throws(DataDirectoryError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .systemCall("open", path: path, code: errno) }
        defer { close(source) }
        let target = try newFile(copy)
        defer { close(target) }
        while true {
            // The most bytes of one call (https://man7.org/linux/man-pages/man2/sendfile.2.html).
            let count = sendfile(target, source, nil, 0x7fff_f000)
            if count == 0 { return }
            guard count > 0 || errno == EINTR else { throw .systemCall("sendfile", path: copy, code: errno) }
        }
    }

    /// Synchronizes the names in a folder if the durability requires it.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func namesChanged(in folder: String, durability: Durability) throws(DataDirectoryError) {
        if durability == .power { try synchronise(folder, with: fsync, named: "fsync") }
    }

    /// Creates a folder if it does not exist; its parent must exist.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func makeFolder(_ path: String, durability: Durability) throws(DataDirectoryError) {
        if mkdir(path, FileKind.folderMode) == 0 {
            return try namesChanged(in: folder(of: path), durability: durability)
        }
        guard errno == EEXIST else { throw .systemCall("mkdir", path: path, code: errno) }
    }

    /// Removes a database and the files that SQLite may have added; none need exist.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func removeDatabase(_ path: String) throws(DataDirectoryError) {
        try remove([path, "\(path)-wal", "\(path)-shm", "\(path)-journal"])
    }

    /// Removes the files that SQLite may have added to a database that does not exist any more; none need exist.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func removeLog(of path: String) throws(DataDirectoryError) {
        try remove(["\(path)-wal", "\(path)-shm", "\(path)-journal"])
    }

    private static func remove(_ paths: [String]) throws(DataDirectoryError) {
        for name in paths {
            guard unlink(name) == 0 || errno == ENOENT else {
                throw .systemCall("unlink", path: name, code: errno)
            }
        }
    }

    /// The names in a folder, in no particular order.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    public static func names(in folder: String) throws(DataDirectoryError) -> [String] {
        guard let stream = opendir(folder) else {
            throw .systemCall("opendir", path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // Only errno distinguishes an error from the end (https://man7.org/linux/man-pages/man3/readdir.3.html).
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .systemCall("readdir", path: folder, code: errno) }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }

    /// Whether a file or a folder exists.
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
