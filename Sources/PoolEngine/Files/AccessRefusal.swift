internal import Platform

/// Why this process may not use a file or a folder, and what to do about it.
struct AccessRefusal: CustomStringConvertible {
    /// The path without access: the requested one, or a folder above it.
    let path: String
    /// Its owner and group.
    let owner: (user: uid_t, group: gid_t)
    /// Its permissions, the low twelve bits of `st_mode`.
    let mode: mode_t
    /// The user and the group of this process.
    let process: (user: uid_t, group: gid_t)

    /// Finds the path without access.
    ///
    /// - Parameter path: the path that could not be opened or created. Neither the file nor the folders above it need
    ///   to exist.
    /// - Returns: nil if this process may write to the file and to its folder.
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

    /// A sentence with owner and user, and one that says what to do.
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
