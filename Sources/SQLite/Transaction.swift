/// Transactions and savepoints (https://sqlite.org/lang_transaction.html, https://sqlite.org/lang_savepoint.html).
extension Connection {
    private static let begin = SQL("BEGIN IMMEDIATE")
    private static let beginReading = SQL("BEGIN DEFERRED")
    private static let commit = SQL("COMMIT")
    private static let rollback = SQL("ROLLBACK")
    private static let savepoint = SQL("SAVEPOINT operation")
    private static let release = SQL("RELEASE operation")
    private static let rollbackToSavepoint = SQL("ROLLBACK TO operation")

    /// Begins a transaction that may write.
    public func beginTransaction() throws(SQLiteError) {
        try run(Self.begin)
    }

    /// Begins a transaction for queries, ended by `commitTransaction` or `rollbackTransaction`.
    ///
    /// Without one, each query takes and releases its own locks with system calls.
    public func beginReading() throws(SQLiteError) {
        try run(Self.beginReading)
    }

    /// Commits the transaction.
    ///
    /// - Throws: `SQLiteError`, for example for a full disk; the transaction is then still open.
    public func commitTransaction() throws(SQLiteError) {
        try run(Self.commit)
    }

    /// Rolls back the transaction.
    ///
    /// Does nothing if SQLite has already rolled back, as it does after a full disk or an I/O error.
    public func rollbackTransaction() throws(SQLiteError) {
        guard isInTransaction else { return }
        try run(Self.rollback)
    }

    /// Runs `body` in a savepoint: if it throws, its changes are undone.
    ///
    /// After some errors SQLite has also rolled back the surrounding transaction: see `isInTransaction`.
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

    /// Rolls back to the savepoint, or the whole transaction if that fails.
    private func undoSavepoint() throws(SQLiteError) {
        // After some errors SQLite has ended the whole transaction, and the savepoint with it.
        guard isInTransaction else { return }
        do {
            try run(Self.rollbackToSavepoint)
            try run(Self.release)
        } catch {
            try rollbackTransaction()
        }
    }

    /// Runs `body` in its own transaction.
    ///
    /// - Throws: what `body` throws, or `SQLiteError`; the changes of `body` are then undone.
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
