internal import Contract
internal import JSON
internal import PoolEngine

/// Creates several groups, all or none (groups.md).
extension CreateGroupsBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let groups = try BatchEntry.entries(of: list, named: "list").map { entry in
            try entry.run { try directory.groups.add($0.newGroup) }
        }
        try data.array(groups) { try GroupDto(group: $0, withCustomData: false).write(to: &$1) }
    }
}
