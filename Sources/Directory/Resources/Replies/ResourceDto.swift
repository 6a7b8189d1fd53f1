internal import Contract
internal import JSON
internal import PoolEngine

/// A common resource in replies.
struct ResourceDto {
    let resource: Resource

    /// Writes the object (`ResourceDto`).
    func write(to writer: inout Writer) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the object as an element of list-common-resource (`CommonResourceDto`).
    func writeCommon(to writer: inout Writer, userPoolId: String) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.member("id", resource.id)
        writer.member("namespaceId", resource.namespaceKey)
        writer.member("namespaceName", resource.namespaceName)
        writer.member("userPoolId", userPoolId)
        writer.member("createdAt", resource.createdAt.iso8601)
        writer.member("updatedAt", resource.updatedAt.iso8601)
        writer.endObject()
    }

    private func writeMembers(to writer: inout Writer) {
        writer.member("code", resource.code)
        writer.member("description", resource.description)
        writer.member("name", resource.name)
        writer.member("type", resource.type.rawValue)
        writer.name("actions")
        writer.raw(Array(resource.actions.utf8))
        writer.member("apiIdentifier", resource.apiIdentifier)
        writer.member("namespace", resource.namespace)
        writer.member("linkedToTenant", resource.linkedToTenant)
    }
}
