internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the namespaces of the pool, newest first (namespaces.md).
extension ListPermissionNamespaces: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.page(try directory.namespaces.list(keywords: query, inName: true, page: listPage)) {
            NamespaceDto(namespace: $0).writeListed(to: &$1)
        }
    }
}
