internal import PoolEngine
internal import SQLite

/// The changes of an organization; nil leaves a field unchanged.
public struct OrganizationChanges: Sendable {
    /// The new code.
    public var organizationCode: String?
    /// The display name, which is also the root department's.
    public var organizationName: String?
    /// The description.
    public var description: String?
    /// An id chosen by the client for the root department.
    public var openDepartmentId: String?
    /// The names in other languages as JSON text of an object.
    public var i18n: String?
    /// The ids of the new leaders, in order; empty for none.
    public var leaderUserIds: [String]?

    public init() {}
}

extension Organizations {
    private static let update = SQL(
        """
        UPDATE departments SET code = ifnull(?2, code), name = ifnull(?3, name), description = ifnull(?4, description),
            openDepartmentId = ifnull(?5, openDepartmentId), i18n = ifnull(?6, i18n), updatedAt = ?7
        WHERE key = ?1
        """)
    private static let setStatus = SQL("UPDATE departments SET status = ?2, updatedAt = ?3 WHERE key = ?1")

    /// Creates an organization through the API.
    ///
    /// With an empty code it has none, and no request can name it.
    ///
    /// - Throws: `OrganizationError.invalidCode`, `OrganizationError.codeTaken`, `SQLiteError`.
    public func add(_ new: NewOrganization) throws -> Organization {
        try Departments.requireValid(code: new.organizationCode)
        let key = try withFreeCode(new.organizationCode) { try create(new) }
        let organization = try organization(withKey: key)
        try emitCreated(organization.root.departmentId)
        return organization
    }

    /// Changes an organization.
    ///
    /// - Parameters:
    ///   - code: its current code.
    ///   - tenantId: the tenant it belongs to; nil or empty for the pool itself.
    ///   - changes: the changes.
    /// - Returns: the changed organization.
    /// - Throws: `OrganizationError.notFound`, `OrganizationError.invalidCode`, `OrganizationError.codeTaken`;
    ///   `DepartmentError.valueTaken` for an id of a department of the organization; `UserError.notFound` for a leader;
    ///   `SQLiteError`.
    public func update(_ code: String, tenantId: String?, _ changes: OrganizationChanges) throws
        -> Organization
    {
        let key = try key(of: code, tenantId: tenantId)
        if let code = changes.organizationCode { try Departments.requireValid(code: code) }
        try withFreeCode(changes.organizationCode ?? code) {
            try connection.run(
                Self.update, key, changes.organizationCode, changes.organizationName, changes.description,
                changes.openDepartmentId, changes.i18n, environment.clock.now.milliseconds)
        }
        if let leaders = changes.leaderUserIds {
            try departments.leaders.replace(with: try users.keys(of: leaders), of: key)
        }
        let organization = try organization(withKey: key)
        try emitUpdated(organization.root.departmentId)
        return organization
    }

    /// Enables or disables an organization of the pool or of any tenant.
    ///
    /// - Parameters:
    ///   - rootId: the id of its root department.
    ///   - status: whether to enable it; nil leaves it unchanged.
    /// - Throws: `DepartmentError.notFound` when no root department has the id, `SQLiteError`.
    public func setStatus(ofRoot rootId: String, to status: Bool?) throws {
        let department = try departments.get(departmentId: rootId, tenantId: nil)
        guard department.isRoot else { throw DepartmentError.notFound(id: rootId) }
        guard let status else { return }
        try connection.run(Self.setStatus, department.key, status, environment.clock.now.milliseconds)
        try emitUpdated(rootId)
    }

    /// Deletes an organization with its whole tree; memberships are deleted, users are not.
    ///
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    public func delete(_ code: String, tenantId: String?) throws {
        let deleted = try departments.deleteTree(below: try key(of: code, tenantId: tenantId))
        for department in deleted.dropLast() { try departments.emitDeleted(department) }
        for root in deleted.suffix(1) { try emitDeleted(root) }
    }

    /// The organization with a key that is known to exist.
    private func organization(withKey key: Int64) throws -> Organization {
        Organization(root: try departments.department(withKey: key))
    }

    /// Runs a statement that sets the code of an organization.
    @discardableResult
    private func withFreeCode<Result>(_ code: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try departments.refusingTakenValues(body)
        } catch DepartmentError.valueTaken(field: "code") {
            throw OrganizationError.codeTaken(code: code)
        }
    }
}
