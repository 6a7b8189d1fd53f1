public import PoolEngine
public import SQLite

/// Exporting user pools as seeds.
extension SeedFormat {
    /// Exports the pool of a database, in one consistent state.
    ///
    /// - Parameters:
    ///   - connection: a database with the schema of pools or an older version of it. It is only read; a transaction
    ///     that is open says what is read, and is ended.
    ///   - report: receives how many entries are written, and how many there are; nil to count none.
    /// - Returns: the text of a seed file, ending with a line feed.
    /// - Throws: `SchemaRefusal`, as `damaged` when the database contains no pool; `SQLiteError`.
    public func text(of connection: Connection, report: PoolWork.Report? = nil) throws -> [UInt8] {
        if !connection.isInTransaction { try connection.holdPresent() }
        defer { try? connection.rollbackTransaction() }
        // In memory, like the text: there may be no folder for temporary files.
        let newest = try definition.schema.newest(of: connection, path: ":memory:")
        return try SeedExport.text(of: newest, sections, report: report)
    }

    /// Exports pools of a data directory, even while a server uses it.
    ///
    /// No server can start with the directory meanwhile.
    ///
    /// - Parameters:
    ///   - ids: the ids of the pools; empty for all.
    ///   - directory: the data directory.
    ///   - report: receives how much of a pool is written, for each of them.
    /// - Returns: the text of a seed file for each pool, in the order of `ids` or else of the files' names; each in one
    ///   consistent state.
    /// - Throws: `DataDirectoryError`.
    public func texts(
        ofPools ids: [String], in directory: String, report: PoolWork.Report? = nil
    ) throws -> [[UInt8]] {
        let files =
            ids.isEmpty
            ? try DataDirectory.poolFiles(in: directory) : ids.map { PoolFile(id: $0, in: directory) }
        while true {
            let lock = try ReadersLock(in: directory)
            let letsWritersIn = lock.letsWritersIn
            let texts = Result { try files.map { try text(of: $0, mayBeWritten: letsWritersIn, report) } }
            if !lock.wasOvertaken { return try texts.get() }
        }
    }

    private func text(
        of file: PoolFile, mayBeWritten: Bool, _ report: PoolWork.Report?
    ) throws -> [UInt8] {
        do {
            let connection = try file.openForReading(definition.schema, mayBeWritten: mayBeWritten)
            return try text(of: connection, report: report)
        } catch let refusal as SchemaRefusal {
            throw DataDirectoryError.unusableFile(path: file.path, reason: refusal.description)
        } catch let error as SQLiteError {
            throw DataDirectoryError.unusableFile(
                path: file.path,
                reason: error.message + Self.remedy(for: error, mayBeWritten: mayBeWritten))
        }
    }

    private static func remedy(for error: SQLiteError, mayBeWritten: Bool) -> String {
        switch error.cause {
        case .held: "; stop the server that has it open, and export again"
        case .inputOutput where mayBeWritten:
            """
            ; a server may have it, and memory cannot be shared with the server from here: stop the server, or export \
            where the folder can be written
            """
        default: ""
        }
    }
}
