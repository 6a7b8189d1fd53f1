internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the data resources of the pool, or of some namespaces (data-permissions.md).
///
/// A length of the page that is out of bounds is refused by the service behind the gateway.
extension ListDataResources: Operation {
    private static let lengths = 1...50

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        guard Self.lengths.contains(limit) else { throw DataResourceError.invalidPageSize }
        let resources = try directory.dataResources.list(
            keywords: query, namespaces: namespaceCodes, page: listPage)
        try data.page(resources) { resource, data in
            resource.writeListed(
                to: &data, authorizations: try directory.dataPolicies.authorizations(of: resource))
        }
    }
}
