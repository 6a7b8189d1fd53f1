/// An organization: a tree of departments, of which it is the root.
public struct Organization: Sendable {
    /// The root department; its name, code and description are the organization's.
    public let root: Department

    /// Sees a root department as an organization.
    init(root: Department) {
        self.root = root
    }
}

/// What is known of an organization before it is made.
public struct NewOrganization: Sendable {
    /// The identifier callers will use; unique in its tenant; empty for none.
    public var organizationCode: String
    /// The name people see, which is also the root department's.
    public var organizationName: String
    /// The tenant it belongs to, or the empty text for the pool itself.
    public var tenantId = ""
    /// The root department's id, or nil to have one made.
    public var departmentId: String?
    /// What the organization is for.
    public var description: String?
    /// An id of the caller's own for the root department.
    public var openDepartmentId: String?
    /// The custom fields as JSON text of an object.
    public var customData: String?
    /// The names in other languages as JSON text of an object.
    public var i18n: String?
    /// Whether it is switched on.
    public var status = true

    /// An organization of the pool itself with a code and a name.
    public init(organizationCode: String, organizationName: String) {
        self.organizationCode = organizationCode
        self.organizationName = organizationName
    }
}
