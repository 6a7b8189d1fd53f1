internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a namespace with all that is in it (namespaces.md).
extension DeletePermissionNamespace: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        guard let namespace = try directory.namespaces.find(code) else { throw NamespaceError.spaceNotFound }
        try directory.namespaces.delete([namespace])
        data.isSuccess()
    }
}
