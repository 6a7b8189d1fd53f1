internal import Platform

/// The names of this program in a data directory.
extension DataDirectory {
    /// The suffixes of a database and of the files that SQLite adds.
    private static let companions = ["", "-wal", "-shm", "-journal"]
    private static let databases = [PoolFile.suffix, PoolFile.unfinishedSuffix, PoolFile.removedSuffix]

    /// The kind of file of a name; nil for a name of another program.
    private static func kind(of name: String) -> FileKind? {
        switch name {
        case lockName, AppliedSeedsFile.name, AppliedSeedsFile.unfinishedName: .file
        case PoolFile.snapshotsFolder: .folder
        case let name where name.hasSuffix(PoolFile.suffix): .database
        default: isOfDatabase(name) ? .file : nil
        }
    }

    private static func isOfDatabase(_ name: String) -> Bool {
        databases.contains { suffix in companions.contains { name.hasSuffix(suffix + $0) } }
    }

    /// The files and folders of this program in a data directory, with their kinds.
    ///
    /// - Returns: paths, folders before their contents; whether there are also names of other programs.
    /// - Throws: `DataDirectoryError`.
    private static func entries(
        in path: String
    ) throws(DataDirectoryError) -> (ours: [(path: String, kind: FileKind)], hasOthers: Bool) {
        var ours: [(path: String, kind: FileKind)] = []
        var hasOthers = false
        for name in try FileSystem.names(in: path) {
            guard let kind = kind(of: name) else {
                hasOthers = true
                continue
            }
            ours.append(("\(path)/\(name)", kind))
        }
        let snapshots = "\(path)/\(PoolFile.snapshotsFolder)"
        guard ours.contains(where: { $0.path == snapshots }) else { return (ours, hasOthers) }
        try FileKind.folder.require(at: snapshots)
        for name in try FileSystem.names(in: snapshots) {
            let folder = "\(snapshots)/\(name)"
            ours.append((folder, .folder))
            try FileKind.folder.require(at: folder)
            for name in try FileSystem.names(in: folder) where isOfDatabase(name) {
                ours.append(("\(folder)/\(name)", .file))
            }
        }
        return (ours, hasOthers)
    }

    /// Refuses links, pipes and anything else that is not of the kind that its name requires; changes nothing.
    ///
    /// - Throws: `DataDirectoryError`.
    static func requireUsableNames(in path: String) throws(DataDirectoryError) {
        for (path, kind) in try entries(in: path).ours { try kind.require(at: path) }
    }

    /// Removes the permissions of other users on the files of this program, and on the folder unless it has other
    /// files.
    ///
    /// - Throws: `DataDirectoryError`.
    static func restrictRights(in path: String) throws(DataDirectoryError) {
        let (ours, hasOthers) = try entries(in: path)
        for (path, _) in ours { FileKind.restrict(path) }
        if !hasOthers { FileKind.restrict(path) }
    }
}
