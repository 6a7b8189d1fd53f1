public import PoolEngine
internal import SQLite

/// The organizations of a pool and of its tenants.
public struct Organizations: DomainStore {
    let directory: PoolTransaction

    private static let keyByCode = SQL(
        "SELECT key FROM departments WHERE tenantId = ?1 AND code = ?2 AND parentKey IS NULL")
    private static let count = SQL(
        """
        SELECT count(*) FROM departments
        WHERE tenantId = ?1 AND parentKey IS NULL AND (?2 IS NULL OR status = ?2)
        """)
    private static let page = SQL(
        """
        SELECT \(Department.columns) FROM departments d
        WHERE d.tenantId = ?1 AND d.parentKey IS NULL AND (?2 IS NULL OR d.status = ?2)
        ORDER BY d.key DESC LIMIT ?3 OFFSET ?4
        """)

    /// The key of an organization, which is the key of its root department.
    ///
    /// - Parameters:
    ///   - code: the organization's code.
    ///   - tenantId: the tenant; nil or empty for the pool itself.
    /// - Returns: the key of the root department.
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    func key(of code: String, tenantId: String?) throws -> Int64 {
        guard let key = try connection.first(Self.keyByCode, tenantId ?? "", code, read: { $0.integer(0) })
        else {
            throw OrganizationError.notFound(code: code)
        }
        return key
    }

    /// The organizations of the pool itself or of one of its tenants, newest first.
    ///
    /// - Parameters:
    ///   - tenantId: the tenant; nil or empty for the pool itself.
    ///   - status: only enabled or only disabled ones; nil for all.
    ///   - page: the page.
    /// - Returns: the organizations of the page and the number of all that match.
    /// - Throws: `SQLiteError`.
    public func list(tenantId: String?, status: Bool?, page: Page) throws -> Paged<Organization> {
        let tenantId = tenantId ?? ""
        let total = try connection.first(Self.count, tenantId, status) { $0.integer(0) } ?? 0
        let list = try connection.all(Self.page, tenantId, status, page.limit, page.offset) {
            Organization(root: Department($0))
        }
        return Paged(totalCount: Int(total), list: list)
    }

    /// Creates an organization with its root department.
    ///
    /// - Returns: the root department's key.
    /// - Throws: `SQLiteError`, with `isUniqueViolation` if the code is in use in the tenant or the id in the pool.
    @discardableResult
    func create(_ organization: NewOrganization) throws -> Int64 {
        var root = NewDepartment(name: organization.organizationName)
        root.departmentId = organization.departmentId
        root.code = organization.organizationCode.isEmpty ? nil : organization.organizationCode
        root.description = organization.description
        root.openDepartmentId = organization.openDepartmentId
        root.customData = organization.customData
        root.i18n = organization.i18n
        root.status = organization.status
        return try departments.create(root, at: .root(tenantId: organization.tenantId))
    }
}

extension PoolTransaction {
    /// The organizations of the pool and of its tenants.
    var organizations: Organizations { Organizations(directory: self) }
}

extension DomainStore {
    var organizations: Organizations { directory.organizations }
}
