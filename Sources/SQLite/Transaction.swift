/// Transactions and savepoints (https://sqlite.org/lang_transaction.html, https://sqlite.org/lang_savepoint.html).
extension Connection {
    private static let begin = SQL("BEGIN IMMEDIATE")
    private static let beginReading = SQL("BEGIN DEFERRED")
    private static let commit = SQL("COMMIT")
    private static let rollback = SQL("ROLLBACK")
    private static let savepoint = SQL("SAVEPOINT operation")
    private static let release = SQL("RELEASE operation")
    private static let rollbackToSavepoint = SQL("ROLLBACK TO operation")

    /// Opens a transaction that may write.
    public func beginTransaction() throws(SQLiteError) {
        try run(Self.begin)
    }

    /// Opens a transaction for queries, ended by `commitTransaction` or `rollbackTransaction`.
    ///
    /// Without one, each query takes and gives back the locks of its own, which are system calls.
    public func beginReading() throws(SQLiteError) {
        try run(Self.beginReading)
    }

    /// Makes everything since `beginTransaction` durable.
    ///
    /// - Throws: `SQLiteError`, among others for a full disk; the transaction is then still open.
    public func commitTransaction() throws(SQLiteError) {
        try run(Self.commit)
    }

    /// Undoes everything since `beginTransaction`.
    ///
    /// Does nothing when SQLite has already rolled back by itself, as it does after a full disk or an I/O error.
    public func rollbackTransaction() throws(SQLiteError) {
        guard isInTransaction else { return }
        try run(Self.rollback)
    }

    /// Runs `body` so that either all of its changes stand or, when it throws, none.
    ///
    /// After some errors there is nothing left of the transaction around it either: see `isInTransaction`.
    ///
    /// - Throws: what `body` throws, or `SQLiteError`.
    public func atomically<Result>(_ body: () throws -> Result) throws -> Result {
        try run(Self.savepoint)
        do {
            let result = try body()
            try run(Self.release)
            return result
        } catch {
            try? undoSavepoint()
            throw error
        }
    }

    /// Undoes what was done since the savepoint, or the whole transaction where that cannot be done.
    private func undoSavepoint() throws(SQLiteError) {
        // SQLite ends the whole transaction by itself after some errors; then there is no savepoint left.
        guard isInTransaction else { return }
        do {
            try run(Self.rollbackToSavepoint)
            try run(Self.release)
        } catch {
            try rollbackTransaction()
        }
    }

    /// Runs `body` in a transaction of its own.
    ///
    /// - Throws: what `body` throws, or `SQLiteError`; nothing of `body` stands then.
    public func inTransaction<Result>(_ body: () throws -> Result) throws -> Result {
        try beginTransaction()
        do {
            let result = try body()
            try commitTransaction()
            return result
        } catch {
            try rollbackTransaction()
            throw error
        }
    }
}
