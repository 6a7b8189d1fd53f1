/// An organization: a tree of departments, of which it is the root.
package struct Organization: Sendable {
    /// The root department; its name, code and description are the organization's.
    package let root: Department

    /// Sees a root department as an organization.
    init(root: Department) {
        self.root = root
    }
}

/// What is known of an organization before it is made.
package struct NewOrganization: Sendable {
    /// The identifier callers will use; unique in its tenant; empty for none.
    package var organizationCode: String
    /// The name people see, which is also the root department's.
    package var organizationName: String
    /// The tenant it belongs to, or the empty text for the pool itself.
    package var tenantId = ""
    /// The root department's id, or nil to have one made.
    package var departmentId: String?
    /// What the organization is for.
    package var description: String?
    /// An id of the caller's own for the root department.
    package var openDepartmentId: String?
    /// The custom fields as JSON text of an object.
    package var customData: String?
    /// The names in other languages as JSON text of an object.
    package var i18n: String?
    /// Whether it is switched on.
    package var status = true

    /// An organization of the pool itself with a code and a name.
    package init(organizationCode: String, organizationName: String) {
        self.organizationCode = organizationCode
        self.organizationName = organizationName
    }
}
