internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a resource by its code (resources.md).
extension GetResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        ResourceDto(resource: try directory.resources.get(code, in: namespace)).write(to: &data)
    }
}
