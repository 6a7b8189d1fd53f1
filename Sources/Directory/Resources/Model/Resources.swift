public import PoolEngine
internal import SQLite

/// The common resources of a pool.
public struct Resources: DomainStore {
    let directory: PoolTransaction

    private static let byCode = SQL(
        "SELECT \(Resource.columns) FROM \(Resource.tables) WHERE r.namespaceKey = ?1 AND r.code = ?2")
    private static let byKey = SQL("SELECT \(Resource.columns) FROM \(Resource.tables) WHERE r.key = ?1")
    private static let byId = SQL("SELECT \(Resource.columns) FROM \(Resource.tables) WHERE r.id = ?1")
    private static let count = SQL("SELECT count(*) FROM resources WHERE namespaceKey = ?1")
    private static let page = SQL(
        """
        SELECT \(Resource.columns) FROM \(Resource.tables)
        WHERE r.namespaceKey = ?1 ORDER BY r.key DESC LIMIT ?2 OFFSET ?3
        """)
    private static let countOfType = SQL(
        "SELECT count(*) FROM resources WHERE namespaceKey = ?1 AND type = ?2")
    private static let pageOfType = SQL(
        """
        SELECT \(Resource.columns) FROM \(Resource.tables)
        WHERE r.namespaceKey = ?1 AND r.type = ?2 ORDER BY r.key DESC LIMIT ?3 OFFSET ?4
        """)
    private static let countOfAll = SQL("SELECT count(*) FROM resources")
    private static let pageOfAll = SQL(
        "SELECT \(Resource.columns) FROM \(Resource.tables) ORDER BY r.key DESC LIMIT ?1 OFFSET ?2")
    private static let isMatch = "instr(fold(code), fold(?1)) > 0 OR instr(fold(name), fold(?1)) > 0"
    private static let matching = SQL("SELECT key FROM resources WHERE ?1 = '' OR \(isMatch)")
    private static let matchingInNamespace = SQL(
        "SELECT key FROM resources WHERE namespaceKey = ?2 AND (?1 = '' OR \(isMatch))")

    /// The resource with a code; nil if the namespace has none.
    ///
    /// - Throws: `SQLiteError`.
    func find(_ code: String, namespaceKey: Int64) throws -> Resource? {
        try connection.first(Self.byCode, namespaceKey, code, read: Resource.init)
    }

    /// The resource with an id; nil if there is none.
    ///
    /// - Throws: `SQLiteError`.
    func find(id: String) throws -> Resource? {
        try connection.first(Self.byId, id, read: Resource.init)
    }

    /// The resource with a code.
    ///
    /// - Parameters:
    ///   - code: the code.
    ///   - namespace: the code of its namespace; nil or empty for `default`.
    /// - Returns: the resource.
    /// - Throws: `NamespaceError.notFound`, `ResourceError.notFound`, `SQLiteError`.
    public func get(_ code: String, in namespace: String?) throws -> Resource {
        guard let found = try find(code, namespaceKey: try namespaces.key(of: namespace)) else {
            throw ResourceError.notFound
        }
        return found
    }

    /// The resources with codes, in the order of the codes; unknown ones are left out.
    ///
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    public func get(_ codes: [String], in namespace: String?) throws -> [Resource] {
        let namespaceKey = try namespaces.key(of: namespace)
        return try codes.compactMap { try find($0, namespaceKey: namespaceKey) }
    }

    /// The resource with a key that is known to exist.
    ///
    /// - Throws: `ResourceError.notFound`, `SQLiteError`.
    func resource(withKey key: Int64) throws -> Resource {
        guard let found = try connection.first(Self.byKey, key, read: Resource.init) else {
            throw ResourceError.notFound
        }
        return found
    }

    /// The resources of a namespace, newest first.
    ///
    /// - Parameters:
    ///   - namespace: the code of the namespace; nil or empty for `default`.
    ///   - type: the kind of resources; nil for all.
    ///   - page: the page.
    /// - Returns: the resources of the page and the number of all.
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    public func list(in namespace: String?, type: ResourceType?, page: Page) throws -> Paged<Resource> {
        let key = try namespaces.key(of: namespace)
        guard let type = type?.rawValue else {
            return Paged(
                totalCount: Int(try connection.first(Self.count, key) { $0.integer(0) } ?? 0),
                list: try connection.all(Self.page, key, page.limit, page.offset, read: Resource.init))
        }
        return Paged(
            totalCount: Int(try connection.first(Self.countOfType, key, type) { $0.integer(0) } ?? 0),
            list: try connection.all(
                Self.pageOfType, key, type, page.limit, page.offset, read: Resource.init))
    }

    /// The resources of the pool, newest first.
    ///
    /// - Parameters:
    ///   - keyword: text that the code or the name contains, ignoring case (`CaseFolding`); nil or empty for all.
    ///   - codes: the codes of their namespaces, of which unknown ones are ignored; empty for all.
    ///   - page: the page.
    /// - Returns: the resources of the page and the number of all that match.
    /// - Throws: `SQLiteError`.
    /// - Complexity: every resource of the namespaces is read, of the pool with a keyword only.
    public func list(keyword: String?, namespaces codes: [String], page: Page) throws -> Paged<Resource> {
        let keyword = keyword ?? ""
        if keyword.isEmpty, codes.isEmpty {
            return Paged(
                totalCount: Int(try connection.first(Self.countOfAll) { $0.integer(0) } ?? 0),
                list: try connection.all(Self.pageOfAll, page.limit, page.offset, read: Resource.init))
        }
        var keys: [Int64] = []
        if codes.isEmpty {
            keys = try connection.all(Self.matching, keyword) { $0.integer(0) }
        } else {
            for key in Set(try codes.compactMap { try namespaces.find($0)?.key }) {
                keys += try connection.all(Self.matchingInNamespace, keyword, key) { $0.integer(0) }
            }
        }
        keys.sort(by: >)
        return Paged(totalCount: keys.count, list: try page.entries(of: keys).map(resource(withKey:)))
    }
}

extension PoolTransaction {
    /// The common resources of the pool.
    var resources: Resources { Resources(directory: self) }
}

extension DomainStore {
    var resources: Resources { directory.resources }
}
