public import PoolEngine
internal import SQLite

/// The groups of a pool.
public struct Groups: DomainStore {
    let directory: PoolTransaction

    private static let keyByCode = SQL("SELECT key FROM groups WHERE code = ?1")
    static let byCode = SQL("SELECT \(Group.columns) FROM groups g WHERE g.code = ?1")
    private static let insert = SQL(
        """
        INSERT INTO groups (id, code, name, description, type, customData, createdAt, updatedAt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
        """)
    private static let count = SQL("SELECT count(*) FROM groups")
    private static let page = SQL(
        "SELECT \(Group.columns) FROM groups g ORDER BY g.key DESC LIMIT ?1 OFFSET ?2")
    private static let byKey = SQL("SELECT \(Group.columns) FROM groups g WHERE g.key = ?1")
    private static let matching = SQL(
        """
        SELECT key FROM groups
        WHERE instr(fold(code), fold(?1)) > 0 OR instr(fold(name), fold(?1)) > 0 ORDER BY key DESC
        """)
    private static let ofUser = SQL(
        """
        SELECT \(Group.columns) FROM group_members m JOIN groups g ON g.key = m.groupKey
        WHERE m.userKey = ?1 ORDER BY m.groupKey DESC
        """)

    /// The members of the groups.
    public var members: GroupMembers { GroupMembers(directory: directory) }

    /// The key of the group with a code.
    ///
    /// - Throws: `GroupError.notFound`, `SQLiteError`.
    func key(of code: String) throws -> Int64 {
        guard let key = try connection.first(Self.keyByCode, code, read: { $0.integer(0) }) else {
            throw GroupError.notFound
        }
        return key
    }

    /// The group with a code.
    ///
    /// - Throws: `GroupError.notFound`, `SQLiteError`.
    public func get(_ code: String) throws -> Group {
        guard let group = try connection.first(Self.byCode, code, read: Group.init) else {
            throw GroupError.notFound
        }
        return group
    }

    /// The groups, newest first (groups.md, listGroups test).
    ///
    /// - Parameters:
    ///   - keywords: text that the code or the name contains, ignoring case (`CaseFolding`); nil or empty for every
    ///     group.
    ///   - page: the page.
    /// - Returns: the groups of the page and the number of all that match.
    /// - Throws: `SQLiteError`.
    /// - Complexity: with keywords, every group of the pool is read.
    public func list(keywords: String?, page: Page) throws -> Paged<Group> {
        guard let keywords, !keywords.isEmpty else {
            let total = try connection.first(Self.count) { $0.integer(0) } ?? 0
            return Paged(
                totalCount: Int(total),
                list: try connection.all(Self.page, page.limit, page.offset, read: Group.init))
        }
        let keys = try connection.all(Self.matching, keywords) { $0.integer(0) }
        return Paged(
            totalCount: keys.count,
            list: try page.entries(of: keys).compactMap {
                try connection.first(Self.byKey, $0, read: Group.init)
            })
    }

    /// The groups of a user, newest group first.
    public func list(of user: User) throws -> [Group] {
        try connection.all(Self.ofUser, user.key, read: Group.init)
    }

    /// Creates a group without an event, as for a seed.
    ///
    /// - Returns: the group's key.
    /// - Throws: `CustomFieldError.valueRefused`; `SQLiteError`, with `isUniqueViolation` if the code is in use.
    @discardableResult
    func create(_ group: NewGroup) throws -> Int64 {
        try customFields.check(group.customData, of: .group)
        let now = environment.clock.now
        try connection.run(
            Self.insert, group.id ?? environment.ids.next(at: now), group.code, group.name, group.description,
            group.type,
            group.customData, now.milliseconds)
        return connection.lastInsertedRow
    }
}

extension PoolTransaction {
    /// The groups of the pool.
    var groups: Groups { Groups(directory: self) }
}

extension DomainStore {
    var groups: Groups { directory.groups }
}
