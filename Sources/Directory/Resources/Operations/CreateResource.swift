internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a resource (resources.md).
extension CreateResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var new = NewResource(code, type, in: namespace)
        new.name = name
        new.description = description
        new.actions = Resource.text(of: actions.map { ($0.name, $0.description) })
        new.apiIdentifier = apiIdentifier
        ResourceDto(resource: try directory.resources.add(new)).write(to: &data)
    }
}
