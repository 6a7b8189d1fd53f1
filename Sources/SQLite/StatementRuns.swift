/// How a statement ran while a connection recorded its statements.
public struct StatementRuns: Sendable {
    /// The statement.
    public let sql: SQL
    /// How often it was executed.
    public internal(set) var count = 0
    /// The rows that it returned.
    public internal(set) var rowsRead = 0
    /// The rows that it inserted, changed or deleted, including by triggers and foreign keys.
    public internal(set) var rowsChanged: Int64 = 0
    /// The time from its first step to its end, without the time of other statements that ran in between.
    public internal(set) var nanoseconds: Int64 = 0

    init(_ sql: SQL) {
        self.sql = sql
    }
}
