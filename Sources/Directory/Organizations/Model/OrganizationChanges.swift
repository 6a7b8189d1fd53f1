internal import PoolEngine
internal import SQLite

/// What is to change of an organization; nil leaves a field as it is.
public struct OrganizationChanges: Sendable {
    /// The code it shall have.
    public var organizationCode: String?
    /// The name people see, which is also the root department's.
    public var organizationName: String?
    /// What the organization is for.
    public var description: String?
    /// An id of the caller's own for the root department.
    public var openDepartmentId: String?
    /// The names in other languages as JSON text of an object.
    public var i18n: String?
    /// The ids of those who lead it from now on, in order; empty for nobody.
    public var leaderUserIds: [String]?

    /// Changes nothing yet.
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

    /// Makes an organization of a caller's.
    ///
    /// With the empty text as code it has none, and no call can name it.
    ///
    /// - Throws: `OrganizationError.invalidCode`, `OrganizationError.codeTaken`, `SQLiteError`.
    public func add(_ new: NewOrganization) throws -> Organization {
        try Departments.requireValid(code: new.organizationCode)
        let key = try withFreeCode(new.organizationCode) { try create(new) }
        let organization = try organization(withKey: key)
        emit(PoolEvent(.organizationCreated, organization.root.departmentId))
        return organization
    }

    /// Changes an organization.
    ///
    /// - Parameters:
    ///   - code: the code it has so far.
    ///   - tenantId: the tenant it belongs to; nil or empty for the pool itself.
    ///   - changes: what is to change.
    /// - Returns: the organization as it is then.
    /// - Throws: `OrganizationError.notFound`, `OrganizationError.invalidCode`, `OrganizationError.codeTaken`;
    ///   `DepartmentError.valueTaken` for an id that a department of the organization has;
    ///   `UserError.notFound` for a leader; `SQLiteError`.
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
        emit(PoolEvent(.organizationUpdated, organization.root.departmentId))
        return organization
    }

    /// Switches an organization of the pool or of any tenant on or off.
    ///
    /// - Parameters:
    ///   - rootId: the id of its root department.
    ///   - status: whether it is on from now on; nil leaves it as it is.
    /// - Throws: `DepartmentError.notFound` when no root department has the id, `SQLiteError`.
    public func setStatus(ofRoot rootId: String, to status: Bool?) throws {
        let department = try departments.get(departmentId: rootId, tenantId: nil)
        guard department.isRoot else { throw DepartmentError.notFound(id: rootId) }
        guard let status else { return }
        try connection.run(Self.setStatus, department.key, status, environment.clock.now.milliseconds)
        emit(PoolEvent(.organizationUpdated, rootId))
    }

    /// Deletes an organization with its whole tree; members lose their memberships and stay users.
    ///
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    public func delete(_ code: String, tenantId: String?) throws {
        let ids = try departments.deleteTree(below: try key(of: code, tenantId: tenantId))
        for id in ids.dropLast() { emit(PoolEvent(.departmentDeleted, id)) }
        for id in ids.suffix(1) { emit(PoolEvent(.organizationDeleted, id)) }
    }

    /// The organization with a key that is known to exist.
    private func organization(withKey key: Int64) throws -> Organization {
        Organization(root: try departments.department(withKey: key))
    }

    /// Runs a statement that gives an organization its code.
    @discardableResult
    private func withFreeCode<Result>(_ code: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try departments.refusingTakenValues(body)
        } catch DepartmentError.valueTaken(field: "code") {
            throw OrganizationError.codeTaken(code: code)
        }
    }
}
