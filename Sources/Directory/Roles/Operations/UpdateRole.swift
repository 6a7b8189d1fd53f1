internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a role (roles.md).
///
/// An empty new code counts as absent.
extension UpdateRole: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = RoleChanges()
        changes.code = newCode.flatMap { $0.isEmpty ? nil : $0 }
        changes.name = name.flatMap { $0.isEmpty ? nil : $0 }
        changes.description = description
        changes.status = status
        changes.disableTime = disableTime.map(\.moment)
        changes.enablePermissionApply = enablePermissionApply
        try directory.roles.update(RoleReference(code, in: namespace), changes)
        data.isSuccess()
    }
}
