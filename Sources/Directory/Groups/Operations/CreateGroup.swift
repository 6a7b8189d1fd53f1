internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a group (groups.md).
extension CreateGroup: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let group = try directory.groups.add(newGroup)
        try GroupDto(group: group, withCustomData: false).write(to: &data)
    }
}
