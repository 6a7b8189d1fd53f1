internal import JSON
internal import PoolEngine
package import SQLite

/// Writes a user pool as a seed that makes the same pool again.
///
/// Everything stands in the order in which it was made and members in the order in which they joined, since lists
/// answer in these orders; ids are pinned. So the seed of a pool made from the seed is the same text, and two exports
/// can be compared line by line. A time that is the pool's own is left out, as that of a change is that is the time of
/// making: a pool that was just made from a seed shows few.
package struct SeedExport: ~Copyable {
    private static let pool = SQL("SELECT id, name, createdAt FROM pool")
    private static let accessKeys = SQL("SELECT id, secret FROM access_keys ORDER BY id")
    private static let users = SQL("SELECT \(User.columns) FROM users u ORDER BY u.key")
    private static let groups = SQL("SELECT \(Group.columns) FROM groups g ORDER BY g.key")
    private static let groupMembers = SQL(
        """
        SELECT u.userId, m.joinedAt FROM group_members m JOIN users u ON u.key = m.userKey
        WHERE m.groupKey = ?1 ORDER BY m.joinOrder
        """)
    private static let organizations = SQL(
        "SELECT \(Department.columns) FROM departments d WHERE d.parentKey IS NULL ORDER BY d.key")
    private static let children = SQL(
        "SELECT \(Department.columns) FROM departments d WHERE d.parentKey = ?1 ORDER BY d.key")
    private static let customId = SQL("SELECT customId FROM departments WHERE key = ?1")
    private static let departmentMembers = SQL(
        """
        SELECT u.userId, m.joinedAt, m.joinOrder FROM department_members m JOIN users u ON u.key = m.userKey
        WHERE m.departmentKey = ?1 ORDER BY m.joinOrder
        """)
    private static let leaders = SQL(
        """
        SELECT u.userId FROM department_leaders l JOIN users u ON u.key = l.userKey
        WHERE l.departmentKey = ?1 ORDER BY l.position
        """)

    /// The users; an export only reads, so clock and ids are never asked.
    let users: Users
    /// What has been written.
    var writer = Writer(reserving: 65_536, layout: .indented)
    /// The pool.
    let connection: Connection
    /// When the pool was made.
    var createdAt = Timestamp(milliseconds: 0)
    /// The places of all who joined departments of the pool, ascending.
    var joinOrders: [Int64] = []
    /// The highest rank among them that was written so far.
    var highestRank = 0

    /// Exports the pool of a database, as it is at one moment.
    ///
    /// - Parameter connection: a database with the directory's schema or an older version of it, in no transaction;
    ///   nothing is written to it.
    /// - Returns: the text of a seed file, ended by a line feed.
    /// - Throws: `SchemaRefusal`, as `damaged` when the database describes no pool; `SQLiteError`.
    package static func text(of connection: Connection) throws -> [UInt8] {
        try connection.holdPresent()
        defer { try? connection.rollbackTransaction() }
        // In memory, as the text is: there need be no folder for temporary files.
        let newest = try PoolDefinition.directory.schema.newest(of: connection, path: ":memory:")
        var export = SeedExport(connection: newest)
        try export.writePool()
        return export.writer.finish() + [UInt8(ascii: "\n")]
    }

    private init(connection: Connection) {
        self.connection = connection
        users = PoolTransaction(connection: connection, environment: .system(), hooks: []).users
    }

    private mutating func writePool() throws {
        let pool = try connection.first(Self.pool) { ($0.text(0), $0.text(1), $0.integer(2)) }
        guard let (id, name, time) = pool else { throw SchemaRefusal.damaged("it describes no user pool") }
        createdAt = Timestamp(milliseconds: time)
        joinOrders = try readJoinOrders()
        writer.beginObject()
        writer.name("userPools")
        writer.beginArray()
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.member("createdAt", createdAt.iso8601)
        writer.name("accessKeys")
        writer.beginArray()
        for (id, secret) in try connection.all(Self.accessKeys, read: { ($0.text(0), $0.text(1)) }) {
            writer.beginObject()
            writer.member("id", id)
            writer.member("secret", secret)
            writer.endObject()
        }
        writer.endArray()
        try writeCustomFields()
        writer.name("users")
        writer.beginArray()
        for user in try connection.all(Self.users, read: User.init) { try write(user) }
        writer.endArray()
        writer.name("groups")
        writer.beginArray()
        for group in try connection.all(Self.groups, read: Group.init) { try write(group) }
        writer.endArray()
        writer.name("organizations")
        writer.beginArray()
        for root in try connection.all(Self.organizations, read: Department.init) {
            try write(organization: root)
        }
        writer.endArray()
        writer.endObject()
        writer.endArray()
        writer.endObject()
    }

    private mutating func write(_ user: User) throws {
        writer.beginObject()
        writer.member("userId", user.userId)
        if user.status != .activated { writer.member("status", user.status.rawValue) }
        if user.gender != .unknown { writer.member("gender", user.gender.rawValue) }
        if user.emailVerified { writer.member("emailVerified", true) }
        if user.phoneVerified { writer.member("phoneVerified", true) }
        for attribute in UserAttribute.allCases {
            guard let value = user.attributes[attribute] else { continue }
            writer.name(attribute.rawValue)
            writer.string(value)
        }
        if let id = user.mainDepartmentId { writer.member("mainDepartmentId", id) }
        try writeCredentials(of: user)
        try writePast(of: user)
        write(customData: user.customData)
        try writeRelations(of: user)
        writer.endObject()
    }

    private mutating func write(_ group: Group) throws {
        writer.beginObject()
        writer.member("id", group.id)
        writer.member("code", group.code)
        writer.member("name", group.name)
        if !group.description.isEmpty { writer.member("description", group.description) }
        writer.member("type", group.type)
        try writeTimes(of: group)
        write(customData: group.customData)
        try writeMembers(Self.groupMembers, of: group.key, areOrdered: false)
        writer.endObject()
    }

    private mutating func write(organization root: Department) throws {
        writer.beginObject()
        writer.member("organizationCode", root.organizationCode)
        writer.member("organizationName", root.name)
        if !root.tenantId.isEmpty { writer.member("tenantId", root.tenantId) }
        writer.member("departmentId", root.departmentId)
        if !root.status { writer.member("status", false) }
        try writeShared(root)
        try writeChildren("departments", of: root)
        writer.endObject()
    }

    private mutating func write(department: Department) throws {
        writer.beginObject()
        writer.member("departmentId", department.departmentId)
        writer.member("name", department.name)
        if let code = department.code { writer.member("code", code) }
        let customId = try connection.first(Self.customId, department.key) { $0.optionalText(0) }
        if let customId = customId ?? nil { writer.member("customId", customId) }
        try writeSyncRelations(of: department)
        if department.isVirtualNode { writer.member("isVirtualNode", true) }
        if !department.status { writer.member("status", false) }
        try writeShared(department)
        try writeChildren("children", of: department)
        writer.endObject()
    }

    /// The members of a seed's object that organizations and departments share.
    private mutating func writeShared(_ department: Department) throws {
        if let description = department.description { writer.member("description", description) }
        if let id = department.openDepartmentId { writer.member("openDepartmentId", id) }
        if let names = department.i18n {
            writer.name("i18n")
            writer.beginObject()
            write(rawText: names, as: department.isRoot ? "organizationName" : "name")
            writer.endObject()
        }
        writeTimes(department.createdAt, department.updatedAt)
        write(customData: department.customData)
        try writeList("leaderUserIds", Self.leaders, of: department.key)
        try writeMembers(Self.departmentMembers, of: department.key, areOrdered: true)
    }

    private mutating func writeChildren(_ name: StaticString, of department: Department) throws {
        guard department.hasChildren else { return }
        writer.name(name)
        writer.beginArray()
        for child in try connection.all(Self.children, department.key, read: Department.init) {
            try write(department: child)
        }
        writer.endArray()
    }

    private mutating func writeList(_ name: StaticString, _ query: SQL, of key: Int64) throws {
        let ids = try connection.all(query, key) { $0.text(0) }
        guard !ids.isEmpty else { return }
        writer.name(name)
        writer.beginArray()
        for id in ids { writer.string(id) }
        writer.endArray()
    }

    mutating func write(customData: String?) {
        write(rawText: customData, as: "customData")
    }
}
