public import PoolEngine
internal import SQLite

/// The namespaces of a pool.
public struct Namespaces: DomainStore {
    let directory: PoolTransaction

    private static let keyByCode = SQL("SELECT key FROM namespaces WHERE code = ?1")
    private static let byCode = SQL("SELECT \(Namespace.columns) FROM namespaces n WHERE n.code = ?1")
    private static let byName = SQL("SELECT 1 FROM namespaces n WHERE n.name = ?1 LIMIT 1")
    private static let insert = SQL(
        """
        INSERT INTO namespaces (key, code, name, description, status, createdAt, updatedAt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
        """)
    private static let count = SQL("SELECT count(*) FROM namespaces")
    private static let page = SQL(
        "SELECT \(Namespace.columns) FROM namespaces n ORDER BY n.key DESC LIMIT ?1 OFFSET ?2")
    private static let matching = SQL(
        """
        SELECT \(Namespace.columns) FROM namespaces n
        WHERE instr(fold(n.code), fold(?1)) > 0 OR ?2 AND instr(fold(n.name), fold(?1)) > 0 ORDER BY n.key DESC
        """)

    /// The key of the namespace with a code.
    ///
    /// - Parameter code: the code; nil or empty for `default`, since an SDK that has no value sends an empty text.
    /// - Returns: the key.
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    func key(of code: String?) throws -> Int64 {
        guard
            let key = try connection.first(
                Self.keyByCode, code.flatMap { $0.isEmpty ? nil : $0 } ?? Namespace.standardCode,
                read: { $0.integer(0) })
        else { throw NamespaceError.notFound }
        return key
    }

    /// The namespace with a code.
    ///
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    public func get(_ code: String) throws -> Namespace {
        guard let namespace = try find(code) else { throw NamespaceError.notFound }
        return namespace
    }

    /// The namespace with a code; nil if there is none.
    public func find(_ code: String) throws -> Namespace? {
        try connection.first(Self.byCode, code, read: Namespace.init)
    }

    /// Whether a namespace has a name.
    ///
    /// - Throws: `SQLiteError`.
    /// - Complexity: every namespace of the pool may be read.
    public func hasName(_ name: String) throws -> Bool {
        try connection.first(Self.byName, name) { _ in true } ?? false
    }

    /// The namespaces, newest first.
    ///
    /// - Parameters:
    ///   - keywords: text that the code contains, ignoring case (`CaseFolding`); nil or empty for every namespace.
    ///   - inName: whether the name may contain the text instead.
    ///   - page: the page.
    /// - Returns: the namespaces of the page and the number of all that match.
    /// - Throws: `SQLiteError`.
    /// - Complexity: with keywords, every namespace of the pool is read.
    public func list(keywords: String?, inName: Bool, page: Page) throws -> Paged<Namespace> {
        guard let keywords, !keywords.isEmpty else {
            let total = try connection.first(Self.count) { $0.integer(0) } ?? 0
            return Paged(
                totalCount: Int(total),
                list: try connection.all(Self.page, page.limit, page.offset, read: Namespace.init))
        }
        let found = try connection.all(Self.matching, keywords, inName, read: Namespace.init)
        return Paged(totalCount: found.count, list: Array(page.entries(of: found)))
    }

    /// Creates a namespace without an event, as for a seed.
    ///
    /// - Throws: `NamespaceError.invalidCode`; `SQLiteError`, with `isUniqueViolation` if the code is in use.
    @discardableResult
    func create(_ new: NewNamespace) throws -> Int64 {
        guard Namespace.isCode(new.code) else { throw NamespaceError.invalidCode(new.code) }
        let name = new.name.flatMap { $0.isEmpty ? nil : $0 } ?? new.code
        try connection.run(
            Self.insert, new.id, new.code, name, new.description, new.isOpen,
            environment.clock.now.milliseconds)
        return connection.lastInsertedRow
    }
}

extension PoolTransaction {
    /// The namespaces of the pool.
    var namespaces: Namespaces { Namespaces(directory: self) }
}

extension DomainStore {
    var namespaces: Namespaces { directory.namespaces }
}
