internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a namespace (namespaces.md).
extension CreatePermissionNamespace: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let new = NewNamespace(code: code, name: name, description: description)
        NamespaceDto(namespace: try directory.namespaces.add(new)).write(to: &data)
    }
}
