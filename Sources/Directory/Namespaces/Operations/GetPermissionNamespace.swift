internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a namespace by its code (namespaces.md).
extension GetPermissionNamespace: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        guard let namespace = try directory.namespaces.find(code) else { throw NamespaceError.spaceNotFound }
        NamespaceDto(namespace: namespace).write(to: &data)
    }
}
