public import PoolEngine
internal import SQLite

/// The members of groups.
public struct GroupMembers: DomainStore {
    let directory: PoolTransaction

    private static let lastJoinOrder = SQL("SELECT max(joinOrder) FROM group_members WHERE groupKey = ?1")
    private static let insert = SQL(
        """
        INSERT INTO group_members (groupKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (userKey, groupKey) DO NOTHING
        """)
    private static let addToCount = SQL("UPDATE groups SET membersCount = membersCount + ?2 WHERE key = ?1")
    private static let delete = SQL("DELETE FROM group_members WHERE userKey = ?2 AND groupKey = ?1")
    private static let count = SQL("SELECT membersCount FROM groups WHERE key = ?1")
    private static let groupsOf = SQL(
        """
        SELECT g.code FROM group_members m JOIN groups g ON g.key = m.groupKey
        WHERE m.userKey = ?1 ORDER BY m.groupKey
        """)
    private static let deleteAll = SQL("DELETE FROM group_members WHERE userKey = ?1")
    private static let subtractFromCounts = SQL(
        """
        UPDATE groups SET membersCount = membersCount - 1
        WHERE key IN (SELECT groupKey FROM group_members WHERE userKey = ?1)
        """)
    /// Finds the first member of a page in the memberships only, so that users before it are not read.
    private static let page = SQL(
        """
        SELECT \(User.columns) FROM group_members m JOIN users u ON u.key = m.userKey
        WHERE m.groupKey = ?1 AND m.joinOrder <= (
            SELECT joinOrder FROM group_members WHERE groupKey = ?1 ORDER BY joinOrder DESC LIMIT 1 OFFSET ?3
        ) ORDER BY m.joinOrder DESC LIMIT ?2
        """)
    private static let whole = SQL(
        """
        SELECT \(User.columns) FROM group_members m JOIN users u ON u.key = m.userKey
        WHERE m.groupKey = ?1 ORDER BY m.joinOrder DESC
        """)

    /// Adds users to a group.
    ///
    /// A user who is already a member keeps the time of joining.
    ///
    /// - Parameters:
    ///   - userIds: ids of users; duplicates count once.
    ///   - code: the group's code.
    /// - Throws: `GroupError.notFound`, or `UserError.notFound` when one of the ids is unknown; no user is then added.
    ///   `SQLiteError`.
    public func add(_ userIds: [String], to code: String) throws {
        let groupKey = try groups.key(of: code)
        let added = try add(keys: try users.keys(of: userIds), to: groupKey)
        guard !added.isEmpty else { return }
        let ids = added.count == userIds.count ? userIds : try users.ids(of: added)
        try emit(.groupMemberAdded, code, ids)
    }

    /// Adds users that are known to exist to a group that is known to exist.
    ///
    /// - Returns: the keys of those who were not members yet.
    @discardableResult
    func add(keys: [Int64], to groupKey: Int64) throws -> [Int64] {
        let now = environment.clock.now.milliseconds
        let last = try connection.first(Self.lastJoinOrder, groupKey) { $0.integer(0) } ?? 0
        var added: [Int64] = []
        for key in keys
        where try connection.run(Self.insert, groupKey, last + Int64(added.count) + 1, key, now) > 0 {
            added.append(key)
        }
        if !added.isEmpty { try connection.run(Self.addToCount, groupKey, added.count) }
        return added
    }

    /// Removes users from a group.
    ///
    /// Users who are not members are ignored.
    ///
    /// - Parameters:
    ///   - userIds: ids of users; duplicates count once.
    ///   - code: the group's code.
    /// - Throws: `GroupError.notFound`, or `UserError.notFound` when one of the ids is unknown; no user is then
    ///   removed. `SQLiteError`.
    public func remove(_ userIds: [String], from code: String) throws {
        let groupKey = try groups.key(of: code)
        let removed = try users.keys(of: userIds).filter { try connection.run(Self.delete, groupKey, $0) > 0 }
        guard !removed.isEmpty else { return }
        try connection.run(Self.addToCount, groupKey, -removed.count)
        let ids = removed.count == userIds.count ? userIds : try users.ids(of: removed)
        try emit(.groupMemberRemoved, code, ids)
    }

    /// Removes a user from all groups.
    ///
    /// - Throws: `SQLiteError`.
    func removeFromAll(_ user: PoolHook.Subject) throws {
        let codes = try connection.all(Self.groupsOf, user.key) { $0.text(0) }
        guard !codes.isEmpty else { return }
        try connection.run(Self.subtractFromCounts, user.key)
        try connection.run(Self.deleteAll, user.key)
        for code in codes { try emit(.groupMemberRemoved, code, [user.id]) }
    }

    /// All members of a group, in descending order of joining.
    ///
    /// - Throws: `SQLiteError`.
    public func list(of group: Group) throws -> [User] {
        try connection.all(Self.whole, group.key, read: User.init)
    }

    /// A page of the members of a group, in descending order of joining.
    ///
    /// - Throws: `GroupError.notFound`, `SQLiteError`.
    public func list(of code: String, page: Page) throws -> Paged<User> {
        let groupKey = try groups.key(of: code)
        let total = try connection.first(Self.count, groupKey) { $0.integer(0) } ?? 0
        return Paged(
            totalCount: Int(total),
            list: try connection.all(Self.page, groupKey, page.limit, page.offset, read: User.init))
    }
}
