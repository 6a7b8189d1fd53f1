internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a data resource (data-permissions.md).
extension DeleteDataResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.dataResources.delete(resourceCode, in: namespaceCode)
    }
}
