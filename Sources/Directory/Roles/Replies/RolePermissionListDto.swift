internal import Contract
internal import JSON
internal import PoolEngine

/// The assignments of a role in replies (`RolePermissionListDto`).
struct RolePermissionListDto {
    let role: Role
    let userPoolId: String
    /// The time at which the status is that of the reply.
    let now: Timestamp

    /// Writes an assignment; the status is its own, not that of the role.
    func write(_ assignment: RoleAssignment, to writer: inout Writer) {
        let status = assignment.times.isActive(at: now) ? Role.Status.enabled : .disabled
        writer.beginObject()
        writer.member("roleId", role.id)
        writer.member("status", status.rawValue)
        writer.member("enableTime", milliseconds: assignment.times.enableTime)
        writer.member("endTime", milliseconds: assignment.times.endTime)
        writer.member("userPoolId", userPoolId)
        writer.member("roleName", role.name)
        writer.member("roleCode", role.code)
        writer.member("description", role.description)
        writer.member("createdAt", assignment.createdAt.iso8601)
        writer.member("updatedAt", assignment.updatedAt.iso8601)
        writer.endObject()
    }
}
