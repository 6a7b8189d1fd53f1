internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a namespace with all that is in it (namespaces.md).
extension DeleteNamespace: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.namespaces.delete([try directory.namespaces.get(code)])
        data.isSuccess()
    }
}
