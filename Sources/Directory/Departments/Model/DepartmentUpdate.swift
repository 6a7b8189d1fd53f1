internal import PoolEngine
internal import SQLite

/// The changes of a department; nil leaves a field unchanged.
public struct DepartmentChanges: Sendable {
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?
    /// The code; that of a root is the organization's.
    public var code: String?
    /// Whether it is enabled.
    public var status: Bool?
    /// The custom fields as JSON text of an object.
    public var customData: String?
    /// The names in other languages, as JSON text of an object.
    public var i18n: String?
    /// The ids of the new leaders, in order; empty for none.
    public var leaderUserIds: [String]?
    /// The id of the new parent, of the same kind as the id of the department itself.
    public var parentDepartmentId: String?

    public init() {}

    /// Whether a field of the department changes, not only its parent.
    var changesFields: Bool {
        name != nil || description != nil || code != nil || status != nil || customData != nil || i18n != nil
            || leaderUserIds != nil
    }
}

/// Changing departments.
extension Departments {
    private static let update = SQL(
        """
        UPDATE departments SET name = ifnull(?2, name), description = ifnull(?3, description),
            code = ifnull(?4, code), status = ifnull(?5, status), customData = ifnull(?6, customData),
            i18n = ifnull(?7, i18n), updatedAt = ?8
        WHERE key = ?1
        """)
    private static let move = SQL("UPDATE departments SET parentKey = ?2, updatedAt = ?3 WHERE key = ?1")
    private static let isAtOrAbove = SQL(
        """
        WITH RECURSIVE above (key) AS (
            SELECT ?2 UNION ALL
            SELECT d.parentKey FROM above JOIN departments d ON d.key = above.key WHERE d.parentKey IS NOT NULL
        )
        SELECT 1 FROM above WHERE key = ?1
        """)

    /// Changes a department.
    ///
    /// - Parameters:
    ///   - reference: the department.
    ///   - changes: the changes.
    /// - Returns: the changed department.
    /// - Throws: `OrganizationError.notFound`; `DepartmentError.notFound` for the department or its new parent;
    ///   `OrganizationError.invalidCode`; `OrganizationError.codeTaken` for the code of a root,
    ///   `DepartmentError.valueTaken` for that of another department; `UserError.notFound` for a leader;
    ///   `DepartmentError.root` and `DepartmentError.cycle` for an impossible move; `SQLiteError`.
    public func update(_ reference: DepartmentReference, _ changes: DepartmentChanges) throws -> Department {
        let department = try get(reference)
        if let code = changes.code { try Self.requireValid(code: code) }
        let parent = try changes.parentDepartmentId.flatMap {
            try newParent($0, of: department, as: reference)
        }
        if changes.changesFields { try write(changes, to: department) }
        if let parent { try move(department, below: parent) }
        return try self.department(withKey: department.key)
    }

    /// Enables or disables a department of any organization.
    ///
    /// - Parameters:
    ///   - departmentId: the vendor's id.
    ///   - status: whether to enable it.
    /// - Returns: the changed department.
    /// - Throws: `DepartmentError.notFound`, `SQLiteError`.
    public func setStatus(of departmentId: String, to status: Bool) throws -> Department {
        let department = try get(departmentId: departmentId, tenantId: nil)
        var changes = DepartmentChanges()
        changes.status = status
        try write(changes, to: department)
        return try self.department(withKey: department.key)
    }

    private func write(_ changes: DepartmentChanges, to department: Department) throws {
        try customFields.check(changes.customData, of: .department)
        do {
            try refusingTakenValues {
                _ = try connection.run(
                    Self.update, department.key, changes.name, changes.description, changes.code,
                    changes.status,
                    changes.customData, changes.i18n, environment.clock.now.milliseconds)
            }
        } catch DepartmentError.valueTaken(let field) where department.isRoot && field == "code" {
            // The code is used by a department of the organization, or by another organization.
            throw OrganizationError.codeTaken(code: changes.code ?? "")
        }
        if let leaders = changes.leaderUserIds {
            try self.leaders.replace(with: try users.keys(of: leaders), of: department.key)
        }
        try emitUpdated(department.departmentId, since: department)
    }

    /// The key of the new parent of a department; nil if it is the current one.
    ///
    /// It is looked up before any change, since the call may also change the code by which it is named.
    private func newParent(_ parentId: String, of department: Department, as reference: DepartmentReference)
        throws
        -> Int64?
    {
        if department.isRoot && parentId.isEmpty { return nil }
        let parentKey = try key(
            of: DepartmentReference(
                organizationCode: reference.organizationCode, tenantId: reference.tenantId,
                departmentId: parentId,
                type: reference.type))
        guard !department.isRoot else { throw DepartmentError.root }
        guard try connection.first(Self.isAtOrAbove, department.key, parentKey, read: { _ in true }) == nil
        else {
            throw DepartmentError.cycle
        }
        return ExactText.same(try id(of: parentKey), department.parentDepartmentId) ? nil : parentKey
    }

    private func move(_ department: Department, below parentKey: Int64) throws {
        try connection.run(Self.move, department.key, parentKey, environment.clock.now.milliseconds)
        try emitMoved(department.departmentId)
    }
}
