internal import Platform

/// Keeps servers away from a data directory while a process reads it that does not serve it.
///
/// A server holds the folder's lock alone; readers share it. Nothing is written or made, so it works in folders that can
/// only be read, too.
public final class ReadersLock {
    /// Whether a server may write the files meanwhile: it has the folder, or that cannot be found out.
    public let letsWritersIn: Bool

    private let path: String
    private let descriptor: Int32
    /// Whether no server has ever had the folder.
    private let wasAbsent: Bool

    /// Takes the lock without waiting, as far as it can be had.
    ///
    /// - Throws: `DataDirectoryError` when the lock's name belongs to something else.
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

    /// Whether a server came to a folder without a lock, so that what was read meanwhile may be of two states.
    public var wasOvertaken: Bool { wasAbsent && FileSystem.exists(path) }

    private static func isMountedForReading(_ directory: String) -> Bool {
        var information = statvfs()
        return statvfs(directory, &information) == 0 && information.f_flag & UInt(ST_RDONLY) != 0
    }
}
