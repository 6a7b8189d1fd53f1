internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the groups of the pool (groups.md).
///
/// `withMetadata` is deprecated and has no effect: metadata of groups is not emulated.
extension ListGroups: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try data.page(try directory.groups.list(keywords: keywords, page: listPage)) { group, data in
            try GroupDto(group: group, withCustomData: withCustomData, flatCustomData: flatCustomData)
                .write(to: &data)
        }
    }
}
