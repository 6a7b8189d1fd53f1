internal import Contract
internal import JSON
internal import PoolEngine

/// A department of a user in replies (`UserDepartmentRespDto`).
struct UserDepartmentRespDto {
    let membership: UserDepartment
    /// The path from the root to the department, if requested.
    let path: DepartmentPath?
    /// Whether `customData` is requested.
    let withCustomData: Bool

    /// Writes the object.
    ///
    /// `description` and `code` are required strings in the schema, so they are never null.
    func write(to writer: inout Writer) {
        let department = membership.department
        writer.beginObject()
        writer.member("organizationCode", department.organizationCode)
        writer.member("departmentId", department.departmentId)
        writer.member("isRoot", department.isRoot)
        writer.member("createdAt", department.createdAt.iso8601)
        writer.member("name", department.name)
        writer.member("description", department.description ?? "")
        writer.member("openDepartmentId", department.openDepartmentId)
        writer.member("isLeader", membership.isLeader)
        writer.member("code", department.code ?? "")
        writer.member("isMainDepartment", membership.isMainDepartment)
        writer.member("joinedAt", membership.joinedAt.iso8601)
        writer.member("isVirtualNode", department.isVirtualNode)
        writer.i18n(department.i18n, as: "name")
        if withCustomData { writer.customData(department.customData) }
        if let path {
            writer.name("departmentIdPath")
            writer.array(path.ids) { $1.string($0) }
            writer.name("departmentCodePath")
            writer.array(path.codes) { $1.string($0) }
            writer.name("departmentNamePath")
            writer.array(path.names) { $1.string($0) }
        }
        writer.endObject()
    }
}
