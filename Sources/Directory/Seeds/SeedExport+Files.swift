internal import PoolEngine
internal import SQLite

/// Exports from a data directory.
extension SeedExport {
    /// Exports pools of a data directory, which a running server may have; none can take it meanwhile.
    ///
    /// - Parameters:
    ///   - ids: the ids of the pools; empty for all.
    ///   - directory: the data directory.
    /// - Returns: the text of a seed file for each pool, in the order of `ids` or else of the files' names; each pool is as
    ///   it was at one moment.
    /// - Throws: `DataDirectoryError`.
    package static func texts(ofPools ids: [String], in directory: String) throws -> [[UInt8]] {
        let files =
            ids.isEmpty
            ? try DataDirectory.poolFiles(in: directory) : ids.map { PoolFile(id: $0, in: directory) }
        while true {
            let lock = try ReadersLock(in: directory)
            let letsWritersIn = lock.letsWritersIn
            let texts = Result { try files.map { try text(of: $0, mayBeWritten: letsWritersIn) } }
            if !lock.wasOvertaken { return try texts.get() }
        }
    }

    private static func text(of file: PoolFile, mayBeWritten: Bool) throws -> [UInt8] {
        do {
            return try text(
                of: file.openForReading(PoolDefinition.directory.schema, mayBeWritten: mayBeWritten))
        } catch let refusal as SchemaRefusal {
            throw DataDirectoryError.unusableFile(path: file.path, reason: refusal.description)
        } catch let error as SQLiteError {
            throw DataDirectoryError.unusableFile(
                path: file.path, reason: error.message + remedy(for: error, mayBeWritten: mayBeWritten))
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
