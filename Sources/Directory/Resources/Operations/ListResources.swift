internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the resources of a namespace, newest first (resources.md).
extension ListResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.page(try directory.resources.list(in: namespace, type: type, page: listPage)) {
            ResourceDto(resource: $0).write(to: &$1)
        }
    }
}
