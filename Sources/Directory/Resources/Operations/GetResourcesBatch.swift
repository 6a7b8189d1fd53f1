internal import Contract
internal import JSON
internal import PoolEngine

/// Finds resources by their codes, in the order of the codes; unknown ones are left out (resources.md).
extension GetResourcesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.array(try directory.resources.get(codeList, in: namespace)) {
            ResourceDto(resource: $0).write(to: &$1)
        }
    }
}
