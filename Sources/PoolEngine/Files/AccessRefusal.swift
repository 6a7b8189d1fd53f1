internal import Platform

/// Why the system refuses a file or a folder to this process, and what to do about it.
struct AccessRefusal: CustomStringConvertible {
    /// What is refused: the path that was asked for, or the folder above it that is not ours.
    let path: String
    /// The user and the group it belongs to.
    let owner: (user: uid_t, group: gid_t)
    /// Who may do what with it, the low twelve bits of `st_mode`.
    let mode: mode_t
    /// The user and the group of this process.
    let process: (user: uid_t, group: gid_t)

    /// Looks for the one to blame.
    ///
    /// - Parameter path: what could not be opened or made. The file need not be there, nor the folders above it.
    /// - Returns: nil when this process may write to it, and to the folder it is in.
    static func find(_ path: String) -> AccessRefusal? {
        var place = path
        while true {
            var information = stat()
            if stat(place, &information) == 0 {
                let isFolder = information.st_mode & S_IFMT == S_IFDIR
                if access(place, isFolder ? W_OK | X_OK : R_OK | W_OK) != 0 {
                    return AccessRefusal(
                        path: place, owner: (information.st_uid, information.st_gid),
                        mode: information.st_mode & 0o7777, process: (geteuid(), getegid()))
                }
                if isFolder { return nil }
            }
            guard place != "/" && place != "." else { return nil }
            place = folder(of: place)
        }
    }

    /// One sentence with owner and user, and one with what to do.
    var description: String {
        let who =
            "\(path) belongs to user \(owner.user), group \(owner.group), mode \(String(mode, radix: 8))"
        if owner.user == process.user {
            return "\(who); its mode denies access even to the owner. Run: chmod -R u+rwX \(path)"
        }
        return """
            \(who); this process is user \(process.user), group \(process.group). Either change the owner with: \
            chown -R \(process.user) \(path), or run as user \(owner.user) (docker run --user \
            \(owner.user):\(owner.group)), or choose another folder with --data
            """
    }

    private static func folder(of path: String) -> String {
        var bytes = path[...]
        while bytes.last == "/" && bytes.count > 1 { bytes.removeLast() }
        guard let slash = bytes.lastIndex(of: "/") else { return "." }
        return slash == bytes.startIndex ? "/" : String(bytes[..<slash])
    }
}
