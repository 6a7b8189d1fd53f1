internal import Contract
internal import JSON
internal import PoolEngine

/// Returns whether a user has one of some roles (users.md).
extension HasAnyRole: Operation {
    func check(_ fields: inout FieldReader) {
        // The description has no limit, but the service refuses an empty list (users.md).
        if roles.isEmpty { fields.refuse([Self.roles]) }
        checkUser(&fields)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        let references = roles.map { RoleReference($0.code, in: $0.namespace) }
        data.beginObject()
        data.member("hasAnyRole", try directory.roles.hasAny(references, user))
        data.endObject()
    }
}
