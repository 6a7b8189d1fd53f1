internal import PoolEngine
internal import SQLite

/// The departments of all organizations of a pool.
public struct Departments: DomainStore {
    let directory: PoolTransaction

    private static let keyById = SQL(
        """
        SELECT d.key FROM departments o CROSS JOIN departments d ON d.organizationKey = o.key
        WHERE o.tenantId = ?1 AND o.code = ?2 AND o.parentKey IS NULL AND d.departmentId = ?3
        """)
    private static let idByKey = SQL("SELECT departmentId FROM departments WHERE key = ?1")
    private static let keyByOpenDepartmentId = SQL(
        "SELECT key FROM departments WHERE organizationKey = ?1 AND openDepartmentId = ?2")
    private static let keyByCode = SQL("SELECT key FROM departments WHERE organizationKey = ?1 AND code = ?2")
    private static let keyByCustomId = SQL(
        "SELECT key FROM departments WHERE organizationKey = ?1 AND customId = ?2")
    private static let keyBySyncRelation = SQL(
        """
        SELECT d.key FROM department_sync_relations s JOIN departments d ON d.key = s.departmentKey
        WHERE s.provider = ?2 AND s.userIdInIdp = ?3 AND d.organizationKey = ?1
        """)
    private static let byKey = SQL("SELECT \(Department.columns) FROM departments d WHERE d.key = ?1")
    private static let anyById = SQL(
        "SELECT \(Department.columns) FROM departments d WHERE d.departmentId = ?1")
    private static let nextKey = SQL("SELECT ifnull(max(key), 0) + 1 FROM departments")
    private static let organizationOf = SQL(
        "SELECT organizationKey, tenantId FROM departments WHERE key = ?1")
    private static let insert = SQL(
        """
        INSERT INTO departments (key, departmentId, organizationKey, parentKey, tenantId, code, openDepartmentId,
            customId, name, description, isVirtualNode, status, customData, createdAt, updatedAt, i18n)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14, ?15)
        """)

    /// The members of the departments.
    public var members: DepartmentMembers { DepartmentMembers(directory: directory) }
    /// The leaders of the departments.
    public var leaders: DepartmentLeaders { DepartmentLeaders(directory: directory) }

    /// The key of a department.
    ///
    /// - Throws: `OrganizationError.notFound`; `DepartmentError.notFound` if the organization has no such department;
    ///   `SQLiteError`.
    func key(of reference: DepartmentReference) throws -> Int64 {
        let id = reference.departmentId
        if reference.isDepartmentId,
            let key = try connection.first(
                Self.keyById, reference.tenantId ?? "", reference.organizationCode, id,
                read: { $0.integer(0) })
        {
            return key
        }
        let organizationKey = try organizations.key(
            of: reference.organizationCode, tenantId: reference.tenantId)
        if id == DepartmentReference.rootAlias { return organizationKey }
        let key: Int64? =
            switch reference.type {
            case .departmentId: nil
            case .openDepartmentId:
                try connection.first(Self.keyByOpenDepartmentId, organizationKey, id) { $0.integer(0) }
            case .code: try connection.first(Self.keyByCode, organizationKey, id) { $0.integer(0) }
            case .customField: try connection.first(Self.keyByCustomId, organizationKey, id) { $0.integer(0) }
            case .syncRelation: try key(ofSyncRelation: id, organizationKey: organizationKey)
            }
        guard let key else { throw DepartmentError.notFound(id: id) }
        return key
    }

    /// The id of a department whose key was found for a reference.
    ///
    /// - Throws: `SQLiteError`.
    func id(of key: Int64, foundFor reference: DepartmentReference) throws -> String {
        reference.isDepartmentId ? reference.departmentId : try id(of: key)
    }

    /// The id of a department that is known to exist.
    ///
    /// - Throws: `SQLiteError`, also when there is no such department.
    func id(of key: Int64) throws -> String {
        guard let id = try connection.first(Self.idByKey, key, read: { $0.text(0) }) else {
            throw SQLiteError.unusable("departments.key")
        }
        return id
    }

    private func key(ofSyncRelation id: String, organizationKey: Int64) throws -> Int64? {
        guard let id = SourcedId(id) else { return nil }
        return try connection.first(Self.keyBySyncRelation, organizationKey, id.source, id.id) {
            $0.integer(0)
        }
    }

    /// The department with a key that is known to exist.
    ///
    /// - Throws: `DepartmentError.notFound`, `SQLiteError`.
    func department(withKey key: Int64) throws -> Department {
        guard let department = try connection.first(Self.byKey, key, read: Department.init) else {
            throw DepartmentError.notFound(id: "")
        }
        return department
    }

    /// A department of a named organization.
    ///
    /// - Throws: as `key(of:)`.
    public func get(_ reference: DepartmentReference) throws -> Department {
        let key = try key(of: reference)
        guard let department = try connection.first(Self.byKey, key, read: Department.init) else {
            throw DepartmentError.notFound(id: reference.departmentId)
        }
        return department
    }

    /// A department of any organization.
    ///
    /// - Parameters:
    ///   - departmentId: the vendor's id.
    ///   - tenantId: its tenant; nil for any.
    /// - Returns: the department, of whatever organization.
    /// - Throws: `DepartmentError.notFound`, `SQLiteError`.
    public func get(departmentId: String, tenantId: String?) throws -> Department {
        guard let department = try connection.first(Self.anyById, departmentId, read: Department.init),
            tenantId == nil || tenantId == department.tenantId
        else { throw DepartmentError.notFound(id: departmentId) }
        return department
    }

    /// The position of a new department.
    enum Place {
        /// The root of a new organization of a tenant; empty for the pool itself.
        case root(tenantId: String)
        /// A child of the department with a key.
        case child(of: Int64)
    }

    /// Creates a department.
    ///
    /// - Returns: the department's key.
    /// - Throws: `CustomFieldError.valueRefused`; `SQLiteError`, with `isUniqueViolation` if the id is in use in the
    ///   pool, or the code or another id in the organization.
    @discardableResult
    func create(_ department: NewDepartment, at place: Place) throws -> Int64 {
        try customFields.check(department.customData, of: .department)
        let now = environment.clock.now
        let key = try connection.first(Self.nextKey) { $0.integer(0) } ?? 1
        let (organizationKey, parentKey, tenantId): (Int64, Int64?, String)
        switch place {
        case .root(let tenant):
            (organizationKey, parentKey, tenantId) = (key, nil, tenant)
        case .child(let parent):
            let above = try connection.first(Self.organizationOf, parent) { ($0.integer(0), $0.text(1)) }
            guard let above else { throw DepartmentError.notFound(id: "") }
            (organizationKey, parentKey, tenantId) = (above.0, parent, above.1)
        }
        try connection.run(
            Self.insert, key, department.departmentId ?? environment.ids.next(at: now), organizationKey,
            parentKey,
            tenantId, department.code, department.openDepartmentId, department.customId, department.name,
            department.description, department.isVirtualNode, department.status, department.customData,
            now.milliseconds, department.i18n)
        return key
    }
}

extension PoolTransaction {
    /// The departments of all organizations.
    var departments: Departments { Departments(directory: self) }
}

extension DomainStore {
    var departments: Departments { directory.departments }
}
