internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a namespace by its code (namespaces.md).
extension GetNamespace: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        guard let namespace = try directory.namespaces.find(code) else {
            throw NamespaceError.notFoundInEnglish
        }
        NamespaceDto(namespace: namespace).write(to: &data)
    }
}
