internal import Contract
internal import JSON

/// A grant in replies.
struct AuthorizedResourceDto {
    let grant: ResourceGrant

    /// Writes the object (`AuthorizedResourceDto`); a grant here has no conditions.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("resourceCode", grant.resource)
        writer.member("description", grant.description)
        writer.name("condition")
        writer.beginArray()
        writer.endArray()
        writer.member("resourceType", grant.type.rawValue)
        writer.member("apiIdentifier", grant.apiIdentifier)
        writeActions(to: &writer)
        writer.member("effect", grant.isDenied ? "DENY" : "ALLOW")
        writer.endObject()
    }

    /// Writes the object as an element of get-role-authorized-resources (`RoleAuthorizedResourcesRespDto`).
    func writeOfRole(to writer: inout Writer) {
        writer.beginObject()
        writer.member("resourceCode", grant.resource)
        writer.member("resourceType", grant.type.rawValue)
        writeActions(to: &writer)
        writer.member("apiIdentifier", grant.apiIdentifier)
        writer.endObject()
    }

    private func writeActions(to writer: inout Writer) {
        writer.name("actions")
        writer.array(grant.actions) { $1.string($0) }
    }
}
