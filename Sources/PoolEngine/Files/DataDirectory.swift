internal import Platform

/// Why a data directory cannot be used.
public enum DataDirectoryError: Error, CustomStringConvertible {
    /// Another process uses it.
    case inUse(path: String)
    /// A system call failed: its name, the path, and `errno`.
    case systemCall(String, path: String, code: Int32)
    /// SQLite cannot use the folder: its path and the reason.
    case noDatabases(path: String, reason: String)
    /// A pool's file cannot be used.
    case unusableFile(path: String, reason: String)

    public var description: String {
        switch self {
        case .inUse(let path):
            """
            the data directory \(path) is in use by another process; stop that one, or choose another folder with --data
            """
        case .systemCall(let name, let path, let code):
            "\(name) \(path): \(String(cString: strerror(code)))\(Self.remedy(path: path, code: code))"
        case .noDatabases(let path, let reason):
            """
            SQLite cannot use the data directory \(path): \(reason). Its file system may lack working locks, as some \
            network file systems do. Choose a folder on a local disk with --data, or use --in-memory
            """
        case .unusableFile(let path, let reason):
            "cannot use \(path): \(reason)"
        }
    }

    /// What to do about a failed call, if that is known.
    private static func remedy(path: String, code: Int32) -> String {
        switch code {
        case EACCES, EPERM: AccessRefusal.find(path).map { "; \($0)" } ?? ""
        case EROFS:
            "; mount it so that it can be written, choose another folder with --data, or use --in-memory"
        default: ""
        }
    }
}

/// The folder with the files of the user pools, locked by one process at a time.
public final class DataDirectory: Sendable {
    /// The name of the lock file.
    static let lockName = "lock"

    let path: String
    /// The lock belongs to this descriptor, so it ends with the process, however that ends.
    private let lock: Int32

    /// Creates the folder if necessary and locks it.
    ///
    /// - Throws: `DataDirectoryError`.
    init(path: String) throws {
        self.path = path
        try Self.makeFolders(path)
        try Self.requireUsableNames(in: path)
        let lockPath = "\(path)/\(Self.lockName)"
        lock = open(lockPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, FileKind.fileMode)
        guard lock >= 0 else { throw DataDirectoryError.systemCall("open", path: lockPath, code: errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            if code == EWOULDBLOCK { throw DataDirectoryError.inUse(path: path) }
            throw DataDirectoryError.systemCall("flock", path: lockPath, code: code)
        }
        try Self.restrictRights(in: path)
        try removeUnfinished()
    }

    deinit {
        Platform.close(lock)
    }

    /// The files of the existing pools, in the order of their names.
    func poolFiles() throws -> [PoolFile] {
        try Self.poolFiles(in: path)
    }

    /// The pools whose removal has begun, by the original paths of their files.
    func removedFiles() throws -> [PoolFile] {
        try FileSystem.names(in: path).filter { $0.hasSuffix(PoolFile.removedSuffix) }.map {
            PoolFile(path: "\(path)/\($0.dropLast(PoolFile.removedSuffix.count))\(PoolFile.suffix)")
        }
    }

    /// The pools with a folder of snapshots, by the paths of their files, which need not exist.
    func filesWithSnapshots() throws -> [PoolFile] {
        let folder = "\(path)/\(PoolFile.snapshotsFolder)"
        guard FileSystem.exists(folder) else { return [] }
        return try FileSystem.names(in: folder).map { PoolFile(path: "\(path)/\($0)\(PoolFile.suffix)") }
    }

    /// Removes incomplete files of pools.
    ///
    /// - Throws: `DataDirectoryError`.
    func removeUnfinished() throws {
        for name in try FileSystem.names(in: path) where PoolFile.isUnfinished(name) {
            unlink("\(path)/\(name)")
        }
    }

    /// The files of the pools in any folder.
    ///
    /// - Returns: the files in the order of their names.
    /// - Throws: `DataDirectoryError`.
    public static func poolFiles(in path: String) throws -> [PoolFile] {
        try FileSystem.names(in: path).filter { $0.hasSuffix(PoolFile.suffix) }.sorted().map {
            PoolFile(path: "\(path)/\($0)")
        }
    }

    private static func makeFolders(_ path: String) throws {
        let components = path.split(separator: "/")
        var made = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
        for (number, component) in components.enumerated() {
            made += component + "/"
            let isLast = number == components.count - 1
            guard mkdir(made, isLast ? FileKind.folderMode : 0o755) == 0 || errno == EEXIST else {
                throw DataDirectoryError.systemCall("mkdir", path: made, code: errno)
            }
        }
    }
}
