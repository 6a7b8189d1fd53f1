internal import Dispatch
internal import Locking
internal import Platform
internal import SQLite

/// The calls of the system that put files in their places.
///
/// A file counts when it has its final name, and gets it when all of it is on the disk: then neither a process that
/// dies nor a loss of power leaves half of one under a name that counts. That the name itself survives a loss of power
/// is promised by `Durability.power` only, as for commits.
enum FileSystem {
    /// Gives a file its final name, over whatever has it, when all of it is on the disk.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func complete(_ path: String, as final: String, durability: Durability) throws(DataDirectoryError)
    {
        try synchronise(path, with: fdatasync, named: "fdatasync")
        try rename(path, to: final, durability: durability)
    }

    /// Gives a file another name, over whatever has it.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func rename(_ path: String, to final: String, durability: Durability) throws(DataDirectoryError) {
        guard Platform.rename(path, final) == 0 else { throw .systemCall("rename", path: path, code: errno) }
        try namesChanged(in: folder(of: final), durability: durability)
    }

    /// Waits until files are on the disk, for all of them together.
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

    /// Makes an empty file that only its owner may use; SQLite takes an empty file for a new database, and gives what it
    /// makes beside it the same rights.
    ///
    /// - Throws: `DataDirectoryError.systemCall`, also when something has the name already.
    static func makeFile(_ path: String) throws(DataDirectoryError) {
        close(try newFile(path))
    }

    /// Opens a new file for writing.
    ///
    /// - Returns: its descriptor, which the caller closes.
    /// - Throws: as `makeFile`.
    static func newFile(_ path: String) throws(DataDirectoryError) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FileKind.fileMode)
        guard descriptor >= 0 else { throw .systemCall("open", path: path, code: errno) }
        return descriptor
    }

    /// Copies a file that nobody writes, inside the kernel.
    ///
    /// - Throws: `DataDirectoryError.systemCall`, also when something has the name of the copy already; part of the copy
    ///   may be there then.
    static func copy(_ path: String, to copy: String) throws(DataDirectoryError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .systemCall("open", path: path, code: errno) }
        defer { close(source) }
        let target = try newFile(copy)
        defer { close(target) }
        while true {
            // As much as one call takes at most (https://man7.org/linux/man-pages/man2/sendfile.2.html).
            let count = sendfile(target, source, nil, 0x7fff_f000)
            if count == 0 { return }
            guard count > 0 || errno == EINTR else { throw .systemCall("sendfile", path: copy, code: errno) }
        }
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
        if mkdir(path, FileKind.folderMode) == 0 {
            return try namesChanged(in: folder(of: path), durability: durability)
        }
        guard errno == EEXIST else { throw .systemCall("mkdir", path: path, code: errno) }
    }

    /// Removes a database and what SQLite may have left beside it; there need be none.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func removeDatabase(_ path: String) throws(DataDirectoryError) {
        try remove([path, "\(path)-wal", "\(path)-shm", "\(path)-journal"])
    }

    /// Removes what SQLite may have left beside a database that is gone; there need be nothing.
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

    /// The names in a folder, in no order.
    ///
    /// - Throws: `DataDirectoryError.systemCall`.
    static func names(in folder: String) throws(DataDirectoryError) -> [String] {
        guard let stream = opendir(folder) else {
            throw .systemCall("opendir", path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // An error and the end look alike but for this (https://man7.org/linux/man-pages/man3/readdir.3.html).
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
