internal import Platform

/// What an examination of a data folder has found.
public struct DataExamination: Sendable {
    /// Whether databases are opened with an exclusive lock, because memory cannot be shared here.
    public let isOpenedAlone: Bool
    /// The bytes that this process may still write to the file system.
    public let freeBytes: Int64
}

extension DataDirectory {
    /// Checks whether a server could use a data folder, which need not exist; nothing in it is changed.
    ///
    /// - Parameter path: the folder.
    /// - Returns: what was found.
    /// - Throws: `DataDirectoryError`: why a server could not use it.
    public static func examine(_ path: String) throws -> DataExamination {
        try requireUnlocked(path)
        let base = nearestFolder(path)
        let trial = "\(base)/.genauth-emulator-trial-\(getpid())"
        let isAlone: Bool
        do {
            defer {
                unlink("\(trial)/\(lockName)")
                rmdir(trial)
            }
            isAlone = try DataDirectory(path: trial).tryDatabase()
        }
        var status = statvfs()
        guard statvfs(base, &status) == 0 else {
            throw DataDirectoryError.systemCall("statvfs", path: base, code: errno)
        }
        return DataExamination(
            isOpenedAlone: isAlone,
            freeBytes: Int64(clamping: status.f_bavail) * Int64(clamping: status.f_frsize))
    }

    private static func requireUnlocked(_ path: String) throws(DataDirectoryError) {
        let lock = open("\(path)/\(lockName)", O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard lock >= 0 else { return }
        defer { Platform.close(lock) }
        if flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { throw .inUse(path: path) }
    }

    /// The folder itself, or the nearest one above it that exists.
    private static func nearestFolder(_ path: String) -> String {
        var path = path
        while !FileSystem.exists(path) {
            guard let slash = path.lastIndex(of: "/") else { return "." }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        return path
    }
}
