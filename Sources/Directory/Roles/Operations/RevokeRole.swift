internal import Contract
internal import JSON
internal import PoolEngine

/// Takes a role back from users and departments (roles.md).
extension RevokeRole: Operation {
    func check(_ fields: inout FieldReader) {
        fields.refuseOtherTargets(targets)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.roles.assignments.revoke(
            [RoleReference(code, in: namespace)], from: targets.compactMap(\.holder))
        data.isSuccess()
    }
}
