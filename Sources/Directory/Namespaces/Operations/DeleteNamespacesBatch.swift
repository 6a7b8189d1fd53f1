internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes namespaces with all that is in them; unknown codes are ignored (namespaces.md).
extension DeleteNamespacesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.namespaces.delete(try codeList.compactMap { try directory.namespaces.find($0) })
        data.isSuccess()
    }
}
