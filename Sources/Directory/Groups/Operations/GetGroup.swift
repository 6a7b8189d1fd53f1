internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a group by its code (groups.md).
extension GetGroup: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let group = try directory.groups.get(code)
        try GroupDto(group: group, withCustomData: withCustomData).write(to: &data)
    }
}
