internal import Contract
internal import JSON
internal import PoolEngine

/// An organization in replies (`OrganizationDto`).
struct OrganizationDto {
    let organization: Organization
    /// Whether `customData` is requested.
    let withCustomData: Bool
    /// Whether `postIdList` is requested.
    let withPosts: Bool
    let directory: PoolTransaction

    init(
        _ organization: Organization, withCustomData: Bool = false, withPosts: Bool = false,
        in directory: PoolTransaction
    ) {
        self.organization = organization
        self.withCustomData = withCustomData
        self.withPosts = withPosts
        self.directory = directory
    }

    /// Writes the object.
    ///
    /// `status` is a string here, unlike in `DepartmentDto`, as in the public description.
    ///
    /// - Throws: `SQLiteError`.
    func write(to writer: inout Writer) throws {
        let root = organization.root
        writer.beginObject()
        writer.member("organizationCode", root.organizationCode)
        writer.member("organizationName", root.name)
        writer.member("description", root.description)
        writer.member("createdAt", root.createdAt.iso8601)
        writer.member("updatedAt", root.updatedAt.iso8601)
        writer.member("departmentId", root.departmentId)
        writer.member("openDepartmentId", root.openDepartmentId)
        writer.member("hasChildren", root.hasChildren)
        writer.name("leaderUserIds")
        writer.array(try directory.departments.leaders.list(of: root)) { $1.string($0) }
        writer.member("membersCount", Int64(root.membersCount))
        writer.member("isVirtualNode", root.isVirtualNode)
        writer.i18n(root.i18n, as: "organizationName")
        if withCustomData { writer.customData(root.customData) }
        writer.member("tenantId", root.tenantId.isEmpty ? nil : root.tenantId)
        // Posts are not emulated.
        if withPosts { writer.emptyArray("postIdList") }
        writer.member("status", root.status ? "true" : "false")
        writer.member("allow", String?.none)
        writer.endObject()
    }
}
