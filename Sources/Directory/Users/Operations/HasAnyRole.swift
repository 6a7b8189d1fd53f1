internal import Contract
internal import JSON
internal import PoolEngine

/// Returns whether a user has one of some roles (users.md).
///
/// Roles are not emulated, so whether a user has one is unknown: every well-formed call answers 501.
extension HasAnyRole: Operation {
    func check(_ fields: inout FieldReader) {
        // The description has no limit, but the service refuses an empty list (users.md).
        if roles.isEmpty { fields.refuse([Self.roles]) }
        checkUser(&fields)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try findUser(in: directory)
        throw APIError.notEmulated(field: Self.roles.name, of: Self.declaration.path)
    }
}
