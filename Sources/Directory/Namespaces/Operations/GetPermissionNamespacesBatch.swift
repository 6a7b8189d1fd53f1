internal import Contract
internal import JSON
internal import PoolEngine

/// Finds namespaces by their codes, in the order of the codes; all have to exist (namespaces.md).
extension GetPermissionNamespacesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let namespaces = try codes.map { code in
            guard let namespace = try directory.namespaces.find(code) else {
                throw NamespaceError.someNotFound
            }
            return namespace
        }
        data.array(namespaces) { NamespaceDto(namespace: $0).write(to: &$1) }
    }
}
