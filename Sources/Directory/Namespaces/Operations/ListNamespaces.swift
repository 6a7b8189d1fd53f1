internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the namespaces of the pool, newest first (namespaces.md).
extension ListNamespaces: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.page(try directory.namespaces.list(keywords: keywords, inName: false, page: listPage)) {
            NamespaceDto(namespace: $0).writeListed(to: &$1)
        }
    }
}
