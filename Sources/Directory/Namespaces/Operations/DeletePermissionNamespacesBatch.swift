internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes namespaces with all that is in them; all have to exist (namespaces.md).
extension DeletePermissionNamespacesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let namespaces = try codes.map { code in
            guard let namespace = try directory.namespaces.find(code) else {
                throw NamespaceError.spaceNotFound
            }
            return namespace
        }
        try directory.namespaces.delete(namespaces)
        data.isSuccess()
    }
}
