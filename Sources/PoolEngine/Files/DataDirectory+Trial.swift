internal import SQLite

/// Whether databases work in the folder at all, before a server says that it is ready.
extension DataDirectory {
    /// Makes a database, writes to it and removes it; nothing waits for the disk.
    ///
    /// A full disk is no reason to refuse: what is there can still be read.
    ///
    /// - Returns: whether a database has to be opened alone, because memory cannot be shared here.
    /// - Throws: `DataDirectoryError.noDatabases`.
    func tryDatabase() throws -> Bool {
        let path = "\(path)/trial\(PoolFile.unfinishedSuffix)"
        guard (try? FileSystem.makeFile(path)) != nil else { return false }
        defer { try? FileSystem.removeDatabase(path) }
        do {
            let connection = try Connection.opened(path: path) {
                try $0.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;")
            }
            try connection.execute("CREATE TABLE trial (value)")
            return connection.isExclusive
        } catch let error as SQLiteError {
            if error.cause == .diskFull { return false }
            throw DataDirectoryError.noDatabases(path: self.path, reason: error.message)
        }
    }
}
