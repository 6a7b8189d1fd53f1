internal import Platform

/// Prevents servers from starting with a data directory while another process reads it.
///
/// A server holds the folder's lock exclusively; readers share it. Nothing is written, so it also works in read-only
/// folders.
public final class ReadersLock {
    /// Whether a server may write the files meanwhile: it holds the lock, or that is unknown.
    public let letsWritersIn: Bool

    private let path: String
    private let descriptor: Int32
    /// Whether the folder has no lock file, so no server has used it.
    private let wasAbsent: Bool

    /// Tries to lock, without waiting.
    ///
    /// - Throws: `DataDirectoryError` if the lock file is of another kind.
    public init(in directory: String) throws(DataDirectoryError) {
        path = "\(directory)/\(DataDirectory.lockName)"
        try FileKind.file.require(at: path)
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        wasAbsent = descriptor < 0 && errno == ENOENT
        if wasAbsent {
            letsWritersIn = false
        } else if descriptor >= 0 && flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
            letsWritersIn = false
        } else {
            let isHeld = descriptor >= 0 && errno == EWOULDBLOCK
            letsWritersIn = isHeld || !Self.isMountedForReading(directory)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether a server has started in a folder without a lock file, so that the data read meanwhile may be
    /// inconsistent.
    public var wasOvertaken: Bool { wasAbsent && FileSystem.exists(path) }

    private static func isMountedForReading(_ directory: String) -> Bool {
        var information = statvfs()
        return statvfs(directory, &information) == 0 && information.f_flag & UInt(ST_RDONLY) != 0
    }
}
