internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a data resource that is a tree (data-permissions.md).
extension CreateTreeDataResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.dataResources.add(newDataResource).write(to: &data, from: directory)
    }
}
