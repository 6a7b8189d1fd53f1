internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a data resource (data-permissions.md).
extension UpdateDataResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = DataResourceChanges()
        changes.name = resourceName
        changes.description = description
        changes.structure = `struct`
        changes.actions = actions
        let resource = try directory.dataResources.update(resourceCode, in: namespaceCode, changes)
        try resource.write(to: &data, from: directory)
    }
}
