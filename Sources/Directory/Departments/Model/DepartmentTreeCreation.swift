internal import PoolEngine
internal import SQLite

/// Creating departments by their names.
extension Departments {
    /// The result of creating a tree.
    public struct TreeOutcome: Sendable, Equatable {
        /// The id of the department at the top.
        public var departmentId = ""
        /// The number of created departments.
        public var added = 0
        /// The number of existing departments.
        public var found = 0
    }

    /// Organizations precede departments, older ones newer ones.
    private static let keyByName = SQL(
        """
        SELECT key FROM departments WHERE tenantId = ?1 AND name = ?2 ORDER BY parentKey IS NOT NULL, key LIMIT 1
        """)
    private static let childByName = SQL(
        """
        SELECT key FROM departments WHERE tenantId = ?1 AND name = ?2 AND parentKey = ?3 ORDER BY key LIMIT 1
        """)

    /// Creates a department with a name, and children with other names, unless they exist.
    ///
    /// The call names no organization, so the top department is searched in all of them; if no department has the name,
    /// it becomes a new organization, whose code is generated like an id.
    ///
    /// - Parameters:
    ///   - name: the name of the department at the top.
    ///   - children: the names below it; duplicates count once.
    ///   - tenantId: the tenant whose organizations are searched; nil or empty for those of the pool itself.
    /// - Returns: the numbers of created and existing departments.
    /// - Throws: `SQLiteError`.
    public func createTree(_ name: String, children: [String], tenantId: String?) throws -> TreeOutcome {
        var outcome = TreeOutcome()
        let tenantId = tenantId ?? ""
        let top: Int64
        if let key = try connection.first(Self.keyByName, tenantId, name, read: { $0.integer(0) }) {
            top = key
            outcome.found += 1
        } else {
            var organization = NewOrganization(organizationCode: environment.newId(), organizationName: name)
            organization.tenantId = tenantId
            top = try organizations.create(organization)
            try organizations.emitCreated(id(of: top))
            outcome.added += 1
        }
        outcome.departmentId = try id(of: top)
        var seen: Set<ExactText> = []
        for child in children where seen.insert(ExactText(child)).inserted {
            if try connection.first(Self.childByName, tenantId, child, top, read: { _ in true }) != nil {
                outcome.found += 1
            } else {
                let key = try create(NewDepartment(name: child), at: .child(of: top))
                try emitAdded(id(of: key))
                outcome.added += 1
            }
        }
        return outcome
    }

    /// Adds a user to a department of any organization, unless the user is a member.
    ///
    /// - Throws: `DepartmentError.notFound`, `SQLiteError`.
    public func add(_ user: User, to departmentId: String) throws {
        let key = try users.departmentKey(of: departmentId, type: .departmentId)
        guard try !members.add(keys: [user.key], to: key).isEmpty else { return }
        try emitMember(.departmentMemberAdded, departmentId, user.userId)
    }
}
