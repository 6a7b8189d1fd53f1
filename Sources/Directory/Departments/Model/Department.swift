public import PoolEngine
internal import SQLite

/// A node of an organization's tree.
public struct Department: Sendable {
    /// The department's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits, or the id from a seed.
    public let departmentId: String
    /// The key of the organization's root department.
    let organizationKey: Int64
    /// The code of the organization.
    public let organizationCode: String
    /// The tenant the organization belongs to; empty for the pool itself.
    public let tenantId: String
    /// The department above, or nil for the root.
    public let parentDepartmentId: String?
    /// The code of the parent department, if it has one.
    public let parentDepartmentCode: String?
    /// The department's code, unique in the organization; the root's is the organization's.
    public let code: String?
    /// The id chosen by the client, unique in the organization.
    public let openDepartmentId: String?
    /// The display name.
    public let name: String
    /// The description.
    public let description: String?
    /// Whether it is a grouping rather than a real department.
    public let isVirtualNode: Bool
    /// Whether it is enabled.
    public let status: Bool
    /// The custom fields as JSON text of an object, if any were set.
    public let customData: String?
    /// The names in other languages as JSON text of an object, if any were set.
    public let i18n: String?
    /// When it was created.
    public let createdAt: Timestamp
    /// When a field last changed.
    public let updatedAt: Timestamp
    /// How many users are direct members.
    public let membersCount: Int
    /// Whether it has children.
    public let hasChildren: Bool

    /// Whether the department is the root of its organization.
    public var isRoot: Bool { key == organizationKey }
}

extension Department {
    /// The columns of a query that `init(_:)` reads; the departments table is named `d` in it.
    static let columns = """
        d.key, d.departmentId, d.organizationKey, (SELECT code FROM departments WHERE key = d.organizationKey),
        d.tenantId, (SELECT departmentId FROM departments WHERE key = d.parentKey),
        (SELECT code FROM departments WHERE key = d.parentKey), d.code, d.openDepartmentId, d.name, d.description,
        d.isVirtualNode, d.status, d.customData, d.createdAt, d.updatedAt, d.membersCount,
        EXISTS (SELECT 1 FROM departments WHERE parentKey = d.key), d.i18n
        """

    /// The number of columns, for queries that append their own.
    static let columnCount: Int32 = 19

    /// Reads a row of a query over `columns`.
    init(_ row: Row) {
        key = row.integer(0)
        departmentId = row.text(1)
        organizationKey = row.integer(2)
        organizationCode = row.text(3)
        tenantId = row.text(4)
        parentDepartmentId = row.optionalText(5)
        parentDepartmentCode = row.optionalText(6)
        code = row.optionalText(7)
        openDepartmentId = row.optionalText(8)
        name = row.text(9)
        description = row.optionalText(10)
        isVirtualNode = row.bool(11)
        status = row.bool(12)
        customData = row.optionalText(13)
        createdAt = Timestamp(milliseconds: row.integer(14))
        updatedAt = Timestamp(milliseconds: row.integer(15))
        membersCount = Int(row.integer(16))
        hasChildren = row.bool(17)
        i18n = row.optionalText(18)
    }
}

/// The properties of a new department.
public struct NewDepartment: Sendable {
    /// The id; nil to generate one.
    public var departmentId: String?
    /// The display name.
    public var name: String
    /// The code, unique in the organization.
    public var code: String?
    /// The id chosen by the client, unique in the organization.
    public var openDepartmentId: String?
    /// The custom id, unique in the organization.
    public var customId: String?
    /// The description.
    public var description: String?
    /// Whether it is a grouping rather than a real department.
    public var isVirtualNode = false
    /// Whether it is enabled.
    public var status = true
    /// The custom fields as JSON text of an object.
    public var customData: String?
    /// The names in other languages as JSON text of an object.
    public var i18n: String?

    public init(name: String) {
        self.name = name
    }
}
