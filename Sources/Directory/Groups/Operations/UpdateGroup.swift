internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a group (groups.md).
extension UpdateGroup: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = GroupChanges()
        changes.description = description
        changes.name = name
        changes.code = newCode
        changes.customData = customData
        let group = try directory.groups.update(code, changes)
        try GroupDto(group: group, withCustomData: false).write(to: &data)
    }
}
