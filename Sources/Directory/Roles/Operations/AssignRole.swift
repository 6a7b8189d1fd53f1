internal import Contract
internal import JSON
internal import PoolEngine

/// Assigns a role to users and departments (roles.md).
extension AssignRole: Operation {
    func check(_ fields: inout FieldReader) {
        fields.refuseOtherTargets(targets)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let times = RoleAssignmentTimes(enableTime: enableTime?.moment, endTime: endTime?.moment)
        try directory.roles.assignments.assign(
            [RoleReference(code, in: namespace)], to: targets.compactMap(\.holder), times: times)
        data.isSuccess()
    }
}
