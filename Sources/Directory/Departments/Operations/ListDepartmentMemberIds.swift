internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the ids of a department's direct members (departments.md).
extension ListDepartmentMemberIds: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.array(try directory.departments.members.ids(of: department)) { $1.string($0) }
    }
}
