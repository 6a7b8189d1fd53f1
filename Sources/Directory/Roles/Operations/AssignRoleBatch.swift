internal import Contract
internal import JSON
internal import PoolEngine

/// Assigns several roles to users and departments, all or none (roles.md).
extension AssignRoleBatch: Operation {
    func check(_ fields: inout FieldReader) {
        fields.refuseOtherTargets(targets)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.roles.assignments.assign(
            roles.map(\.reference), to: targets.compactMap(\.holder))
        data.isSuccess()
    }
}
