public import PoolEngine
internal import SQLite

/// The data resources of a pool.
public struct DataResources: DomainStore {
    /// What is said of a code or name that is in use.
    static let takenCode = "数据资源 code 已经存在"
    static let takenName = "数据资源名称已经存在"

    let directory: PoolTransaction

    private static let byCode = SQL(
        "SELECT \(DataResource.columns) FROM \(DataResource.tables) WHERE r.namespaceKey = ?1 AND r.code = ?2"
    )
    private static let byKey = SQL(
        "SELECT \(DataResource.columns) FROM \(DataResource.tables) WHERE r.key = ?1")
    private static let structure = SQL("SELECT struct FROM data_resources WHERE key = ?1")
    private static let hasCode = SQL("SELECT 1 FROM data_resources WHERE namespaceKey = ?1 AND code = ?2")
    private static let hasName = SQL("SELECT 1 FROM data_resources WHERE namespaceKey = ?1 AND name = ?2")
    private static let count = SQL("SELECT count(*) FROM data_resources")
    private static let page = SQL(
        """
        SELECT \(DataResource.columns) FROM \(DataResource.tables)
        ORDER BY r.key DESC LIMIT ?1 OFFSET ?2
        """)
    private static let matching = SQL(
        """
        SELECT key FROM data_resources
        WHERE (?1 = '' OR instr(fold(code), fold(?1)) > 0 OR instr(fold(name), fold(?1)) > 0) ORDER BY key DESC
        """)
    private static let matchingInNamespace = SQL(
        """
        SELECT key FROM data_resources WHERE namespaceKey = ?2
            AND (?1 = '' OR instr(fold(code), fold(?1)) > 0 OR instr(fold(name), fold(?1)) > 0)
        """)

    /// The key of the namespace with a code.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `SQLiteError`.
    func namespaceKey(of code: String) throws -> Int64 {
        guard let namespace = try namespaces.find(code) else { throw DataResourceError.namespaceNotFound }
        return namespace.key
    }

    /// The data resource with a code; nil if the namespace has none.
    ///
    /// - Throws: `SQLiteError`.
    func find(_ code: String, namespaceKey: Int64) throws -> DataResource? {
        try connection.first(Self.byCode, namespaceKey, code, read: DataResource.init)
    }

    /// The data resource with a code.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `.notFound`, `SQLiteError`.
    public func get(_ code: String, in namespace: String) throws -> DataResource {
        guard let found = try find(code, namespaceKey: try namespaceKey(of: namespace)) else {
            throw DataResourceError.notFound
        }
        return found
    }

    /// The data resource with a key that is known to exist.
    ///
    /// - Throws: `DataResourceError.notFound`, `SQLiteError`.
    func resource(withKey key: Int64) throws -> DataResource {
        guard let found = try connection.first(Self.byKey, key, read: DataResource.init) else {
            throw DataResourceError.notFound
        }
        return found
    }

    /// The struct of a data resource: the JSON text that was sent.
    ///
    /// - Throws: `SQLiteError`.
    public func structure(of resource: DataResource) throws -> String {
        try connection.first(Self.structure, resource.key) { $0.text(0) } ?? "\"\""
    }

    /// The bytes of `structure(of:)`.
    ///
    /// - Throws: `SQLiteError`.
    func structureBytes(of resource: DataResource) throws(SQLiteError) -> [UInt8] {
        try connection.first(Self.structure, resource.key) { $0.bytes(0) } ?? []
    }

    /// The data resources, newest first.
    ///
    /// - Parameters:
    ///   - keywords: text that the code or the name contains, ignoring case (`CaseFolding`); nil or empty for all.
    ///   - codes: the codes of their namespaces; empty for all.
    ///   - page: the page.
    /// - Returns: the resources of the page and the number of all that match.
    /// - Throws: `DataResourceError.namespaceNotFound`, `SQLiteError`.
    /// - Complexity: every resource of the namespaces is read, of the pool with keywords only.
    public func list(keywords: String?, namespaces codes: [String], page: Page) throws -> Paged<DataResource>
    {
        let keywords = keywords ?? ""
        if keywords.isEmpty, codes.isEmpty {
            let total = try connection.first(Self.count) { $0.integer(0) } ?? 0
            return Paged(
                totalCount: Int(total),
                list: try connection.all(Self.page, page.limit, page.offset, read: DataResource.init))
        }
        var keys: [Int64] = []
        if codes.isEmpty {
            keys = try connection.all(Self.matching, keywords) { $0.integer(0) }
        } else {
            for key in Set(try codes.map(namespaceKey)) {
                keys += try connection.all(Self.matchingInNamespace, keywords, key) { $0.integer(0) }
            }
            keys.sort(by: >)
        }
        return Paged(totalCount: keys.count, list: try page.entries(of: keys).map(resource(withKey:)))
    }

    /// Whether a data resource of a namespace has a code.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `SQLiteError`.
    public func hasCode(_ code: String, in namespace: String) throws -> Bool {
        try connection.first(Self.hasCode, try namespaceKey(of: namespace), code) { _ in true } ?? false
    }

    /// Whether a data resource of a namespace has a name.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `SQLiteError`.
    public func hasName(_ name: String, in namespace: String) throws -> Bool {
        try connection.first(Self.hasName, try namespaceKey(of: namespace), name) { _ in true } ?? false
    }
}

extension PoolTransaction {
    /// The data resources of the pool.
    var dataResources: DataResources { DataResources(directory: self) }
}

extension DomainStore {
    var dataResources: DataResources { directory.dataResources }
}
