internal import Contract
internal import PoolEngine

/// The fields of a new data resource in a request.
protocol DataResourceDescription {
    var namespaceCode: String { get }
    var resourceName: String { get }
    var resourceCode: String { get }
    var `struct`: DataStructure { get }
    var actions: [String] { get }
    var description: String? { get }
}

extension DataResourceDescription {
    /// The data resource to be created.
    var newDataResource: NewDataResource {
        var resource = NewDataResource(
            resourceCode, in: namespaceCode, name: resourceName, structure: `struct`, actions: actions)
        resource.description = description
        return resource
    }
}
