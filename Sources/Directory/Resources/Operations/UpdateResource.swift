internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a resource (resources.md).
extension UpdateResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = ResourceChanges()
        changes.type = type
        changes.name = name
        changes.description = description
        changes.actions = actions.map { Resource.text(of: $0.map { ($0.name, $0.description) }) }
        changes.apiIdentifier = apiIdentifier
        ResourceDto(resource: try directory.resources.update(code, in: namespace, changes)).write(to: &data)
    }
}
