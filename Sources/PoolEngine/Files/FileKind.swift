internal import Platform

/// What a name of the data directory stands for, and who may use it.
///
/// The files hold secrets: keys, hashes, tokens of identities. Only their owner may read them, and only their owner may
/// hold the lock. A link, a pipe or a device under such a name is refused: another program would be written to, or the
/// start would wait for ever.
enum FileKind {
    /// A file with contents of its own.
    case file
    /// A pool's database: a file that no other name leads to, under which another program could write it.
    case database
    /// A folder.
    case folder

    /// The rights of a new file.
    static let fileMode: mode_t = 0o600
    /// The rights of a new folder.
    static let folderMode: mode_t = 0o700
    private static let rightsOfOthers: mode_t = 0o077

    /// Refuses another kind of file under a name; there need be none.
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

    /// Takes the rights of others away, where they have any and the file is ours.
    ///
    /// Another owner's file stays as it is: only the owner can change its rights.
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
