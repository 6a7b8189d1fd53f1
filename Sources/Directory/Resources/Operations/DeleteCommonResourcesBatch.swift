internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes resources by their ids; unknown ones are ignored (resources.md).
extension DeleteCommonResourcesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.resources.delete(try ids.compactMap { try directory.resources.find(id: $0) })
        data.isSuccess()
    }
}
