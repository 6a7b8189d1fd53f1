public import PoolEngine
internal import SQLite

/// A user or a department that can hold roles, as a call names it.
public enum RoleHolder: Sendable, Hashable {
    /// A user, by the vendor's id.
    case user(String)
    /// A department of any organization, by the vendor's id.
    case department(String)
}

/// When an assignment counts.
public struct RoleAssignmentTimes: Sendable {
    /// From when on; nil for at once.
    public var enableTime: Timestamp?
    /// Until when; nil for ever.
    public var endTime: Timestamp?

    public init(enableTime: Timestamp? = nil, endTime: Timestamp? = nil) {
        self.enableTime = enableTime
        self.endTime = endTime
    }

    /// Whether an assignment with these times counts at a time.
    public func isActive(at now: Timestamp) -> Bool {
        (enableTime.map { $0 <= now } ?? true) && (endTime.map { $0 > now } ?? true)
    }
}

/// The statements on the assignments to one kind of holders, which have the same form for both kinds.
struct RoleHolderStatements {
    static let users = RoleHolderStatements(
        "role_users", "userKey", count: "usersCount", eventMember: "userIds")
    static let departments = RoleHolderStatements(
        "role_departments", "departmentKey", count: "departmentsCount", eventMember: "nodeIds")

    /// The member that holders of this kind are in the data of events.
    let eventMember: String
    let lastJoinOrder, insert, setTimes, delete, addToCount: SQL
    /// Of one holder, all roles: their keys and ids, deleting the assignments, and counting them down.
    let rolesOf, deleteAll, subtractFromCounts: SQL
    /// Of one role: all assignments, those that do not count, and a page of them.
    let count, inactive, page: SQL

    private init(_ table: String, _ holder: String, count counter: String, eventMember: String) {
        self.eventMember = eventMember
        lastJoinOrder = SQL("SELECT max(joinOrder) FROM \(table) WHERE roleKey = ?1")
        insert = SQL(
            """
            INSERT INTO \(table) (roleKey, joinOrder, \(holder), enableTime, endTime, createdAt, updatedAt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (\(holder), roleKey) DO NOTHING
            """)
        setTimes = SQL(
            """
            UPDATE \(table) SET enableTime = ?3, endTime = ?4, updatedAt = ?5
            WHERE \(holder) = ?2 AND roleKey = ?1 AND (enableTime IS NOT ?3 OR endTime IS NOT ?4)
            """)
        delete = SQL("DELETE FROM \(table) WHERE \(holder) = ?2 AND roleKey = ?1")
        addToCount = SQL("UPDATE roles SET \(counter) = \(counter) + ?2 WHERE key = ?1")
        rolesOf = SQL(
            """
            SELECT r.id FROM \(table) h JOIN roles r ON r.key = h.roleKey WHERE h.\(holder) = ?1 ORDER BY h.roleKey
            """)
        deleteAll = SQL("DELETE FROM \(table) WHERE \(holder) = ?1")
        subtractFromCounts = SQL(
            """
            UPDATE roles SET \(counter) = \(counter) - 1
            WHERE key IN (SELECT roleKey FROM \(table) WHERE \(holder) = ?1)
            """)
        count = SQL("SELECT \(counter) FROM roles WHERE key = ?1")
        inactive = SQL(
            """
            SELECT count(*) FROM \(table) h WHERE h.roleKey = ?1
                AND (h.enableTime IS NOT NULL OR h.endTime IS NOT NULL)
                AND NOT (\(RoleHolding.isActive("h", at: "?2")))
            """)
        page = SQL(
            """
            SELECT enableTime, endTime, createdAt, updatedAt FROM \(table)
            WHERE roleKey = ?1 ORDER BY joinOrder DESC LIMIT ?2 OFFSET ?3
            """)
    }
}
