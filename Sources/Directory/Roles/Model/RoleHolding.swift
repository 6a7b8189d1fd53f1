/// Conditions of SQL about who holds a role at a time.
///
/// Domains that decide by roles use them in their statements.
enum RoleHolding {
    /// Whether an assignment counts at a time.
    ///
    /// - Parameters:
    ///   - table: the name of the table of assignments in the query.
    ///   - now: the SQL expression of the time in milliseconds.
    /// - Returns: the condition.
    static func isActive(_ table: String, at now: String) -> String {
        """
        (\(table).enableTime IS NULL OR \(table).enableTime <= \(now))
            AND (\(table).endTime IS NULL OR \(table).endTime > \(now))
        """
    }

    /// Whether a role may be used at a time.
    ///
    /// - Parameters:
    ///   - table: the name of the table of roles in the query.
    ///   - now: the SQL expression of the time in milliseconds.
    /// - Returns: the condition.
    static func isEnabled(_ table: String, at now: String) -> String {
        "\(table).status = 'ENABLE' AND (\(table).disableTime IS NULL OR \(table).disableTime > \(now))"
    }

    /// The roles that a user holds, directly or as a direct member of a department, also disabled ones.
    ///
    /// - Parameters:
    ///   - user: the SQL expression of the user's key.
    ///   - now: the SQL expression of the time in milliseconds.
    /// - Returns: a query of their keys, each once.
    static func keys(ofUser user: String, at now: String) -> String {
        """
        SELECT h.roleKey FROM role_users h WHERE h.userKey = \(user) AND \(isActive("h", at: now))
        UNION
        SELECT h.roleKey FROM department_members m JOIN role_departments h ON h.departmentKey = m.departmentKey
        WHERE m.userKey = \(user) AND \(isActive("h", at: now))
        """
    }

    /// The roles that have an effect for a user: `keys(ofUser:at:)` without disabled ones.
    static func effectiveKeys(ofUser user: String, at now: String) -> String {
        """
        SELECT r.key FROM roles r WHERE r.key IN (\(keys(ofUser: user, at: now))) AND \(isEnabled("r", at: now))
        """
    }

    /// The two ways by which a user holds roles that have an effect, for a query that looks for something of roles.
    ///
    /// What is looked for comes first, since most roles do not have it; status and times are read for the others only.
    ///
    /// - Parameters:
    ///   - user: the SQL expression of the user's key.
    ///   - now: the SQL expression of the time in milliseconds.
    ///   - found: the table that is joined, with its condition on `u.roleKey`.
    /// - Returns: for each way, what follows the columns of the query.
    static func ways(ofUser user: String, at now: String, to found: String) -> [String] {
        func rest(_ table: String) -> String {
            """
            CROSS JOIN \(found) CROSS JOIN roles role ON role.key = u.roleKey
                CROSS JOIN \(table) h ON h.roleKey = u.roleKey AND h.joinOrder = u.joinOrder
                WHERE \(isEnabled("role", at: now)) AND \(isActive("h", at: now))
            """
        }
        return [
            "FROM role_users u \(rest("role_users")) AND u.userKey = \(user)",
            """
            FROM department_members m CROSS JOIN role_departments u ON u.departmentKey = m.departmentKey
                \(rest("role_departments")) AND m.userKey = \(user)
            """,
        ]
    }
}
