internal import Contract
internal import JSON
internal import PoolEngine

/// Takes several roles back from users and departments, all or none (roles.md).
extension RevokeRoleBatch: Operation {
    func check(_ fields: inout FieldReader) {
        fields.refuseOtherTargets(targets)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.roles.assignments.revoke(
            roles.map(\.reference), from: targets.compactMap(\.holder))
        data.isSuccess()
    }
}
