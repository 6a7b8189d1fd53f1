internal import PoolEngine
internal import SQLite

/// A data resource, or a node of it, as a question names it.
struct DataPlace {
    let resource: DataResource
    /// The codes of nodes below the resource, separated by slashes; empty for the resource itself.
    let path: String
}

/// The parts of a name of a data resource, or of a node of it.
struct DataPlaceName {
    /// The code of the resource.
    let resource: String
    /// The codes of nodes below the resource, separated by slashes; empty for the resource itself.
    let path: String

    /// Divides a name; nil if it ends with a slash after the resource, since no node has an empty code.
    ///
    /// - Parameter text: `resource` or `resource/node/…`; a slash at the beginning has no effect.
    init?(_ text: String) {
        let slash = UInt8(ascii: "/")
        var rest = text.utf8[...]
        if rest.first == slash { rest.removeFirst() }
        let end = rest.firstIndex(of: slash) ?? rest.endIndex
        resource = String(Substring(rest[..<end]))
        path = end == rest.endIndex ? "" : String(Substring(rest[rest.index(after: end)...]))
        if path.isEmpty, end != rest.endIndex { return nil }
    }
}

/// Finds the data resources that a question names, each once.
struct DataPlaces: DomainStore {
    let directory: PoolTransaction
    let namespaceKey: Int64
    private var known: [ExactText: DataResource?] = [:]

    init(directory: PoolTransaction, namespaceKey: Int64) {
        self.directory = directory
        self.namespaceKey = namespaceKey
    }

    /// The place with a name; nil if there is no such data resource.
    ///
    /// - Parameter text: `resource` or `resource/node/…`; a slash at the beginning has no effect.
    /// - Returns: the place, whose node may not exist.
    /// - Throws: `SQLiteError`.
    mutating func find(_ text: String) throws -> DataPlace? {
        guard let name = DataPlaceName(text) else { return nil }
        let code = ExactText(name.resource)
        let resource: DataResource?
        if let found = known[code] {
            resource = found
        } else {
            resource = try dataResources.find(name.resource, namespaceKey: namespaceKey)
            known[code] = .some(resource)
        }
        return resource.map { DataPlace(resource: $0, path: name.path) }
    }

    /// Whether the node of a place exists.
    ///
    /// - Throws: `SQLiteError`.
    func exists(_ place: DataPlace) throws -> Bool {
        try dataPolicies.statementStore.hasNode(place.path, in: place.resource.key)
    }
}
