/// An organization: its root department, with a tree of departments below.
public struct Organization: Sendable {
    /// The root department; its name, code and description are the organization's.
    public let root: Department

    init(root: Department) {
        self.root = root
    }
}

/// The properties of a new organization.
public struct NewOrganization: Sendable {
    /// The identifier in requests, unique in its tenant; empty for none.
    public var organizationCode: String
    /// The display name, which is also the root department's.
    public var organizationName: String
    /// The tenant; empty for the pool itself.
    public var tenantId = ""
    /// The root department's id; nil to generate one.
    public var departmentId: String?
    /// The description.
    public var description: String?
    /// An id chosen by the client for the root department.
    public var openDepartmentId: String?
    /// The custom fields as JSON text of an object.
    public var customData: String?
    /// The names in other languages as JSON text of an object.
    public var i18n: String?
    /// Whether it is enabled.
    public var status = true

    /// Creates an organization of the pool itself.
    public init(organizationCode: String, organizationName: String) {
        self.organizationCode = organizationCode
        self.organizationName = organizationName
    }
}
