internal import Contract
internal import JSON
internal import PoolEngine

/// A department in replies (`DepartmentDto`).
struct DepartmentDto {
    let department: Department
    /// Whether `customData` is requested.
    let withCustomData: Bool
    /// Whether the custom fields are written as members of the department.
    var flatCustomData = false
    let directory: PoolTransaction

    /// Writes the object.
    ///
    /// The root has no parent; its schema requires strings, so they are empty.
    ///
    /// - Throws: `SQLiteError`.
    func write(to writer: inout Writer) throws {
        writer.beginObject()
        writer.member("organizationCode", department.organizationCode)
        writer.member("departmentId", department.departmentId)
        writer.member("createdAt", department.createdAt.iso8601)
        writer.member("updatedAt", department.updatedAt.iso8601)
        writer.member("openDepartmentId", department.openDepartmentId)
        writer.member("name", department.name)
        writer.name("leaderUserIds")
        writer.array(try directory.departments.leaders.list(of: department)) { $1.string($0) }
        writer.member("description", department.description)
        writer.member("parentDepartmentId", department.parentDepartmentId ?? "")
        writer.member("code", department.code)
        writer.member("parentDepartmentCode", department.parentDepartmentCode ?? "")
        writer.member("membersCount", Int64(department.membersCount))
        writer.member("hasChildren", department.hasChildren)
        writer.member("isVirtualNode", department.isVirtualNode)
        writer.i18n(department.i18n, as: "name")
        if withCustomData { writer.customData(department.customData) }
        // Posts are not emulated.
        writer.emptyArray("posts")
        writer.emptyArray("postIdList")
        writer.member("status", department.status)
        writer.member("allow", String?.none)
        if flatCustomData { writer.flatCustomData(department.customData, besides: Self.names) }
        writer.endObject()
    }
}

extension DepartmentDto {
    /// The names that a custom field among the members cannot have.
    static let names = Set(memberNames)
}
