internal import Contract
internal import JSON
internal import PoolEngine

/// A role of a namespace in replies.
struct NamespaceRoleDto {
    let role: Role

    /// Writes the object (`PermissionNamespaceRolesListRespDto`; with the id, `NamespaceRolesListRespDto`).
    func write(to writer: inout Writer, withId: Bool = false) {
        writer.beginObject()
        if withId { writer.member("id", role.id) }
        writer.member("name", role.name)
        writer.member("code", role.code)
        writer.member("description", role.description)
        writer.member("namespace", role.namespace)
        writer.member("updatedAt", role.updatedAt.iso8601)
        writer.endObject()
    }
}
