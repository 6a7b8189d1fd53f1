internal import SQLite

/// Tests whether databases work in the folder, before the server is ready.
extension DataDirectory {
    /// Creates a database, writes to it and removes it, without waiting for the disk.
    ///
    /// A full disk is not an error, since existing data can still be read.
    ///
    /// - Returns: whether databases must be opened with an exclusive lock, because memory cannot be shared here.
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
