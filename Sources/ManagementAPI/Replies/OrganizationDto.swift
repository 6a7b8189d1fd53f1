internal import Directory
internal import JSON
internal import PoolEngine

/// An organization as the API shows it (`OrganizationDto`).
struct OrganizationDto {
    let organization: Organization
    /// Whether `customData` is asked for.
    let withCustomData: Bool
    /// Whether `postIdList` is asked for.
    let withPosts: Bool
    let directory: DirectoryTransaction

    /// Writes the object.
    ///
    /// `status` is a string here, unlike in `DepartmentDto`: so says the public description.
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
        // No post is emulated.
        if withPosts { writer.emptyArray("postIdList") }
        writer.member("status", root.status ? "true" : "false")
        writer.member("allow", String?.none)
        writer.endObject()
    }
}

extension ReplyType {
    /// An organization (`OrganizationDto`), as `OrganizationDto.write` writes it.
    static let organization = ReplyType.object(
        ReplyObject(
            "OrganizationDto",
            [
                ReplyMember("organizationCode", .text),
                ReplyMember("organizationName", .text),
                ReplyMember("description", .text).orNull,
                ReplyMember("createdAt", .time),
                ReplyMember("updatedAt", .time),
                ReplyMember("departmentId", .text),
                ReplyMember("openDepartmentId", .text).orNull,
                ReplyMember("hasChildren", .boolean),
                ReplyMember("leaderUserIds", .list(of: .text)),
                ReplyMember("membersCount", .integer),
                ReplyMember("isVirtualNode", .boolean),
                ReplyMember("i18n", .organizationNames).orNull,
                ReplyMember("customData", .anyObject).whenAsked,
                ReplyMember("tenantId", .text).orNull,
                ReplyMember("postIdList", .list(of: .nothing)).whenAsked,
                ReplyMember("status", .choice(["true", "false"])),
                ReplyMember("allow", .text).orNull,
            ]))
}
