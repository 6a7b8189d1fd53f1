internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// Exports roles with those who hold them.
enum RolesExport {
    private static let all = SQL("SELECT \(Role.columns) FROM \(Role.tables) ORDER BY r.key")
    private static let users = SQL(
        """
        SELECT u.userId, h.enableTime, h.endTime, h.createdAt, h.updatedAt
        FROM role_users h JOIN users u ON u.key = h.userKey WHERE h.roleKey = ?1 ORDER BY h.joinOrder
        """)
    private static let departments = SQL(
        """
        SELECT d.departmentId, h.enableTime, h.endTime, h.createdAt, h.updatedAt
        FROM role_departments h JOIN departments d ON d.key = h.departmentKey
        WHERE h.roleKey = ?1 ORDER BY h.joinOrder
        """)

    /// Writes all roles; without any, no member.
    ///
    /// - Throws: `SQLiteError`.
    static func write(to export: inout SeedExport) throws {
        let roles = try export.connection.all(all, read: Role.init)
        guard !roles.isEmpty else { return }
        export.writer.name("roles")
        export.writer.beginArray()
        for role in roles {
            export.writer.beginObject()
            export.writeMembers(of: role)
            try export.write(assignments: users, of: role, as: "users", naming: "user")
            try export.write(assignments: departments, of: role, as: "departments", naming: "department")
            export.writer.endObject()
            export.note()
        }
        export.writer.endArray()
    }
}

extension SeedExport {
    /// Writes the members of a role, except its lists; members with the default value are omitted.
    fileprivate mutating func writeMembers(of role: Role) {
        writer.member("id", role.id)
        writer.member("code", role.code)
        if role.namespace != Namespace.standardCode { writer.member("namespace", role.namespace) }
        writer.member("name", role.name)
        if !role.description.isEmpty { writer.member("description", role.description) }
        if role.setStatus != .enabled { writer.member("status", role.setStatus.rawValue) }
        if let time = role.disableTime { writer.member("disableTime", time.iso8601) }
        if let flag = role.enablePermissionApply { writer.member("enablePermissionApply", flag) }
        writeTimes(role.createdAt, role.updatedAt)
        write(rawText: role.customData, as: "customData")
    }

    /// Writes a list of those who hold a role; one whose times are the defaults is written as an id.
    fileprivate mutating func write(
        assignments query: SQL, of role: Role, as name: StaticString, naming holder: StaticString
    ) throws(SQLiteError) {
        let rows = try connection.all(query, role.key) { row in
            let times = (1...4).map { column in
                row.optionalInteger(column).map { Timestamp(milliseconds: $0) }
            }
            return (
                id: row.text(0), enableTime: times[0], endTime: times[1],
                createdAt: times[2] ?? createdAt, updatedAt: times[3] ?? createdAt
            )
        }
        guard !rows.isEmpty else { return }
        writer.name(name)
        writer.beginArray()
        for row in rows {
            let isPlain =
                row.enableTime == nil && row.endTime == nil && row.createdAt == createdAt
                && row.updatedAt == createdAt
            guard !isPlain else {
                writer.string(row.id)
                continue
            }
            writer.beginObject()
            writer.member(holder, row.id)
            if let time = row.enableTime { writer.member("enableTime", time.iso8601) }
            if let time = row.endTime { writer.member("endTime", time.iso8601) }
            writeTimes(row.createdAt, row.updatedAt)
            writer.endObject()
        }
        writer.endArray()
        note(rows.count)
    }
}
