internal import Platform

/// The kind of a file in the data directory, with its permissions.
///
/// The files contain secrets: keys, hashes, tokens of identities. Only their owner may read them, and only their owner
/// may hold the lock. A link, a pipe or a device with such a name is refused: the program would write to something
/// else, or the start would never end.
enum FileKind {
    /// A regular file.
    case file
    /// A pool's database: a regular file without hard links, through which another program could write it.
    case database
    /// A folder.
    case folder

    /// The permissions of a new file.
    static let fileMode: mode_t = 0o600
    /// The permissions of a new folder.
    static let folderMode: mode_t = 0o700
    private static let rightsOfOthers: mode_t = 0o077

    /// Refuses another kind of file at a path; it need not exist.
    ///
    /// - Throws: `DataDirectoryError.unusableFile`, `.systemCall`.
    func require(at path: String) throws(DataDirectoryError) {
        var information = stat()
        guard lstat(path, &information) == 0 else {
            if errno == ENOENT { return }
            throw .systemCall("lstat", path: path, code: errno)
        }
        let wanted = self == .folder ? S_IFDIR : S_IFREG
        guard information.st_mode & S_IFMT == wanted else {
            let kind = Self.name(of: information.st_mode & S_IFMT)
            throw .unusableFile(
                path: path, reason: "it is \(kind), not a \(self == .folder ? "folder" : "file")")
        }
        guard self != .database || information.st_nlink <= 1 else {
            throw .unusableFile(
                path: path, reason: "it has another name too (a hard link), under which others could write it"
            )
        }
    }

    /// Removes the permissions of other users, if this process owns the file.
    ///
    /// Only the owner of a file can change its permissions.
    static func restrict(_ path: String) {
        var information = stat()
        guard lstat(path, &information) == 0, information.st_mode & S_IFMT != S_IFLNK,
            information.st_mode & rightsOfOthers != 0, information.st_uid == geteuid()
        else { return }
        chmod(path, information.st_mode & 0o7777 & ~rightsOfOthers)
    }

    private static func name(of type: mode_t) -> String {
        switch type {
        case S_IFLNK: "a symbolic link"
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        case S_IFREG: "a file"
        default: "a device"
        }
    }
}
