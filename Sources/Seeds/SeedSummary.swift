internal import SQLite

/// The number of users, groups and so on in a pool.
public struct SeedSummary: Sendable {
    /// The numbers as text: `3 users, 1 groups, 1 access keys`.
    public let text: String

    /// Counts the rows of a pool that was built.
    ///
    /// - Throws: `SQLiteError`.
    init(of pool: SeedUserPool, on connection: Connection) throws {
        let parts = try pool.format.sections.flatMap(\.counts).map { count in
            "\(try connection.first(count.query) { $0.integer(0) } ?? 0) \(count.name)"
        }
        text = (parts + ["\(pool.accessKeys.count) access keys"]).joined(separator: ", ")
    }
}
