internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a data resource by its code (data-permissions.md).
extension GetDataResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let resource = try directory.dataResources.get(resourceCode, in: namespaceCode)
        try resource.write(to: &data, from: directory, withNamespace: true)
    }
}
