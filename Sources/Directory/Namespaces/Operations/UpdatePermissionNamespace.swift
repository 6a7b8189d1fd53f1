internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a namespace (namespaces.md).
///
/// An empty code or name counts as absent.
extension UpdatePermissionNamespace: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = NamespaceChanges()
        changes.code = newCode?.isEmpty == true ? nil : newCode
        changes.name = name?.isEmpty == true ? nil : name
        changes.description = description
        do {
            NamespaceDto(namespace: try directory.namespaces.update(code, changes)).write(to: &data)
        } catch NamespaceError.notFound {
            throw NamespaceError.notFoundByUpdate
        }
    }
}
