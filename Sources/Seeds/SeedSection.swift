public import SQLite

/// A domain's part of seeds: a list in the object of a user pool, and how it is read and exported.
public protocol SeedSection: Sendable {
    /// The name of the list in a pool's object.
    var name: String { get }
    /// Whether rows of other sections are validated by these; such sections are read first.
    var isDefinition: Bool { get }
    /// Indexes that are filled after the last row of a large pool (docs/decisions/0011).
    var deferredIndexes: [String] { get }
    /// The counts that `seed check` reports.
    var counts: [SeedCount] { get }
    /// Queries of the numbers of entries in lists of the rows that are counted.
    var listCounts: [SQL] { get }

    /// Reads the list and creates the rows.
    ///
    /// - Parameters:
    ///   - list: the list; its elements are read one by one.
    ///   - build: the pool that is built; nil to check the form only.
    /// - Throws: `SeedError`, `SQLiteError`.
    func read(_ list: SeedList, into build: SeedBuild?) throws

    /// Does the work that needs the rows of all sections. Called once, even if the pool has no such list.
    ///
    /// - Parameters:
    ///   - build: the pool that is built.
    ///   - path: the path of the list.
    /// - Throws: `SeedError`, `SQLiteError`.
    func finish(_ build: SeedBuild, at path: SeedPath) throws

    /// Exports the list, so that reading it creates the same rows.
    ///
    /// What is counted is noted (`SeedExport.note`).
    ///
    /// - Parameter export: the export.
    /// - Throws: `SQLiteError`.
    func write(to export: inout SeedExport) throws
}

extension SeedSection {
    public var isDefinition: Bool { false }
    public var deferredIndexes: [String] { [] }
    public var counts: [SeedCount] { [] }
    public var listCounts: [SQL] { [] }
    public func finish(_ build: SeedBuild, at path: SeedPath) throws {}
}

/// A count that `seed check` reports.
public struct SeedCount: Sendable {
    /// The text after the number, such as `users`.
    let name: String
    /// The query that returns the number.
    let query: SQL

    public init(_ name: String, _ query: SQL) {
        self.name = name
        self.query = query
    }
}
