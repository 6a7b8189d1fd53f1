internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes roles of several namespaces, all or none (roles.md).
extension MultipleNamespaceDeleteRolesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let references = roleList.map { role in
            RoleReference(role.code, in: role.namespace.isEmpty ? Role.adminNamespace : role.namespace)
        }
        try directory.roles.delete(references)
        data.isSuccess()
    }
}
