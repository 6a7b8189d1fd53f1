internal import Contract
internal import JSON
internal import PoolEngine

/// A role in replies (`RoleDto`).
struct RoleDto {
    let role: Role
    /// The time at which the status is that of the reply.
    let now: Timestamp

    /// Writes the object.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("id", role.id)
        writer.member("code", role.code)
        writer.member("name", role.name)
        writer.member("description", role.description)
        writer.member("namespace", role.namespace)
        writer.member("namespaceName", role.namespaceName)
        writer.member("status", role.status(at: now).rawValue)
        writer.member("disableTime", milliseconds: role.disableTime)
        writer.member("enablePermissionApply", role.enablePermissionApply)
        writer.endObject()
    }
}

extension Writer {
    /// Writes a member with a time in milliseconds, or `null` for nil.
    mutating func member(_ name: StaticString, milliseconds time: Timestamp?) {
        self.name(name)
        if let time { int(time.milliseconds) } else { null() }
    }

    /// Writes a member with a Boolean, or `null` for nil.
    mutating func member(_ name: StaticString, _ flag: Bool?) {
        self.name(name)
        if let flag { bool(flag) } else { null() }
    }
}
