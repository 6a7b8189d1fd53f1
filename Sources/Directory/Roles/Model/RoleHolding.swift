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
}
