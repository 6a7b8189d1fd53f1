public import SQLite

/// What one domain has in seeds: a list in the object of a user pool, how it is read, and how it is written back.
public protocol SeedSection: Sendable {
    /// The member of a pool's object that has the list.
    var name: String { get }
    /// Whether the rows of other sections are checked against these; such sections come first.
    var isDefinition: Bool { get }
    /// Indexes that are filled when all rows of a large pool are there (docs/decisions/0011).
    var deferredIndexes: [String] { get }
    /// What is counted when a seed is checked.
    var counts: [SeedCount] { get }

    /// Reads the list, and makes the rows.
    ///
    /// - Parameters:
    ///   - list: the list; its elements are read one by one.
    ///   - build: the pool that is built; nil to check the form only.
    /// - Throws: `SeedError`, `SQLiteError`.
    func read(_ list: SeedList, into build: SeedBuild?) throws

    /// Does what needs the rows of all sections. Called once, also when the pool has no such list.
    ///
    /// - Parameters:
    ///   - build: the pool that is built.
    ///   - place: the place of the list.
    /// - Throws: `SeedError`, `SQLiteError`.
    func finish(_ build: SeedBuild, at place: SeedPlace) throws

    /// Writes the member that makes the same rows again.
    ///
    /// - Parameter export: what is written.
    /// - Throws: `SQLiteError`.
    func write(to export: inout SeedExport) throws
}

extension SeedSection {
    public var isDefinition: Bool { false }
    public var deferredIndexes: [String] { [] }
    public var counts: [SeedCount] { [] }
    public func finish(_ build: SeedBuild, at place: SeedPlace) throws {}
}

/// Something that is counted when a seed is checked.
public struct SeedCount: Sendable {
    /// What it is, behind its number: `users`.
    let name: String
    /// Gives the number.
    let query: SQL

    /// Describes what is counted.
    public init(_ name: String, _ query: SQL) {
        self.name = name
        self.query = query
    }
}
