internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the roles of a namespace (namespaces.md).
extension ListPermissionNamespaceRoles: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        guard try directory.namespaces.find(code) != nil else { throw NamespaceError.spaceNotFound }
        data.page(try directory.roles.list(in: code, keywords: query, page: listPage)) {
            NamespaceRoleDto(role: $0).write(to: &$1)
        }
    }
}
