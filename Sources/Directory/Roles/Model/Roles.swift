public import PoolEngine
internal import SQLite

/// The roles of a pool.
public struct Roles: DomainStore {
    let directory: PoolTransaction

    private static let keyByCode = SQL("SELECT key FROM roles WHERE namespaceKey = ?1 AND code = ?2")
    private static let byCode = SQL(
        "SELECT \(Role.columns) FROM \(Role.tables) WHERE r.namespaceKey = ?1 AND r.code = ?2")
    private static let byKey = SQL("SELECT \(Role.columns) FROM \(Role.tables) WHERE r.key = ?1")
    private static let insert = SQL(
        """
        INSERT INTO roles (id, namespaceKey, code, name, description, status, disableTime, enablePermissionApply,
            customData, createdAt, updatedAt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
        """)
    private static let count = SQL("SELECT count(*) FROM roles WHERE namespaceKey = ?1")
    private static let page = SQL(
        """
        SELECT \(Role.columns) FROM \(Role.tables)
        WHERE r.namespaceKey = ?1 ORDER BY r.key DESC LIMIT ?2 OFFSET ?3
        """)
    private static let matching = SQL(
        """
        SELECT key FROM roles WHERE namespaceKey = ?1
            AND (instr(fold(code), fold(?2)) > 0 OR instr(fold(name), fold(?2)) > 0) ORDER BY key DESC
        """)
    private static let byName = SQL(
        "SELECT 1 FROM roles WHERE namespaceKey = ?1 AND name = ?2 LIMIT 1")

    /// Who holds the roles.
    public var assignments: RoleAssignments { RoleAssignments(directory: directory) }

    /// The key of a role.
    ///
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `SQLiteError`.
    func key(of reference: RoleReference) throws -> Int64 {
        guard let key = try findKey(of: reference) else { throw RoleError.notFound }
        return key
    }

    /// The key of a role; nil if the namespace has no such role.
    ///
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    func findKey(of reference: RoleReference) throws -> Int64? {
        let namespaceKey = try namespaces.key(of: reference.namespace)
        return try connection.first(Self.keyByCode, namespaceKey, reference.code) { $0.integer(0) }
    }

    /// The role that a call names.
    ///
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `SQLiteError`.
    public func get(_ reference: RoleReference) throws -> Role {
        let namespaceKey = try namespaces.key(of: reference.namespace)
        guard
            let role = try connection.first(Self.byCode, namespaceKey, reference.code, read: Role.init)
        else { throw RoleError.notFound }
        return role
    }

    /// The role with a key that is known to exist.
    ///
    /// - Throws: `RoleError.notFound`, `SQLiteError`.
    func role(withKey key: Int64) throws -> Role {
        guard let role = try connection.first(Self.byKey, key, read: Role.init) else {
            throw RoleError.notFound
        }
        return role
    }

    /// The roles of a namespace, newest first.
    ///
    /// - Parameters:
    ///   - namespace: the code of the namespace; nil for `default`.
    ///   - keywords: text that the code or the name contains, ignoring case (`CaseFolding`); nil or empty for every
    ///     role.
    ///   - page: the page.
    /// - Returns: the roles of the page and the number of all that match.
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    /// - Complexity: every role of the namespace is read with keywords, and counted without.
    public func list(in namespace: String?, keywords: String?, page: Page) throws -> Paged<Role> {
        let namespaceKey = try namespaces.key(of: namespace)
        guard let keywords, !keywords.isEmpty else {
            let total = try connection.first(Self.count, namespaceKey) { $0.integer(0) } ?? 0
            return Paged(
                totalCount: Int(total),
                list: try connection.all(
                    Self.page, namespaceKey, page.limit, page.offset, read: Role.init))
        }
        let keys = try connection.all(Self.matching, namespaceKey, keywords) { $0.integer(0) }
        return Paged(totalCount: keys.count, list: try page.entries(of: keys).map(role(withKey:)))
    }

    /// Whether a role of a namespace has a name.
    ///
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    /// - Complexity: every role of the namespace is read.
    public func hasName(_ name: String, in namespace: String?) throws -> Bool {
        let namespaceKey = try namespaces.key(of: namespace)
        return try connection.first(Self.byName, namespaceKey, name) { _ in true } ?? false
    }

    /// Creates a role without an event, as for a seed.
    ///
    /// - Returns: the role's key.
    /// - Throws: `RoleError.invalidCode`, `NamespaceError.notFound`, `CustomFieldError.valueRefused`; `SQLiteError`,
    ///   with `isUniqueViolation` if another role of the namespace has the code, or any the id.
    @discardableResult
    func create(_ role: NewRole) throws -> Int64 {
        guard Role.isCode(role.code) else { throw RoleError.invalidCode(role.code) }
        let namespaceKey = try namespaces.key(of: role.namespace)
        try customFields.check(role.customData, of: .role)
        let now = environment.clock.now
        let name = role.name.flatMap { $0.isEmpty ? nil : $0 } ?? role.code
        try connection.run(
            Self.insert, role.id ?? environment.ids.next(at: now), namespaceKey, role.code, name,
            role.description, role.status.rawValue, role.disableTime?.milliseconds,
            role.enablePermissionApply, role.customData, now.milliseconds)
        return connection.lastInsertedRow
    }
}

extension PoolTransaction {
    /// The roles of the pool.
    var roles: Roles { Roles(directory: self) }
}

extension DomainStore {
    var roles: Roles { directory.roles }
}
