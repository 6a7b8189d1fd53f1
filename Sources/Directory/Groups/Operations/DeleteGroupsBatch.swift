internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes groups; unknown codes are ignored (groups.md).
extension DeleteGroupsBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.groups.delete(codeList)
        data.isSuccess()
    }
}
