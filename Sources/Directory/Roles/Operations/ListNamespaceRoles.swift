internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the roles of a namespace (namespaces.md).
extension ListNamespaceRoles: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.page(try directory.roles.list(in: code, keywords: keywords, page: listPage)) {
            NamespaceRoleDto(role: $0).write(to: &$1, withId: true)
        }
    }
}
