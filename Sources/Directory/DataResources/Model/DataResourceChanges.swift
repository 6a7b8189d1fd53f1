internal import PoolEngine
internal import SQLite

/// The changes of a data resource; nil leaves a field unchanged.
public struct DataResourceChanges: Sendable {
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?
    /// The struct; of the same type.
    public var structure: DataStructure?
    /// All actions on it.
    public var actions: [String]?

    public init() {}
}

extension DataResources {
    private static let insert = SQL(
        """
        INSERT INTO data_resources (id, namespaceKey, code, name, description, type, actions, createdAt, updatedAt,
            struct)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
        """)
    private static let update = SQL(
        """
        UPDATE data_resources SET name = ifnull(?2, name), description = ifnull(?3, description),
            actions = ifnull(?4, actions), updatedAt = ?5, struct = ifnull(?6, struct)
        WHERE key = ?1
        """)
    private static let delete = SQL("DELETE FROM data_resources WHERE key = ?1")
    private static let insertNode = SQL(
        """
        INSERT INTO data_resource_nodes (resourceKey, path, position, name, value) VALUES (?1, ?2, ?3, ?4, ?5)
        """)
    private static let deleteNodes = SQL("DELETE FROM data_resource_nodes WHERE resourceKey = ?1")

    /// Creates a data resource.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `.invalidCode`, `.codeTaken`, `.nameTaken`, `SQLiteError`.
    public func add(_ new: NewDataResource) throws -> DataResource {
        if try hasCode(new.code, in: new.namespace) { throw DataResourceError.codeTaken }
        let key = try withFreeNames { try create(new) }
        let resource = try resource(withKey: key)
        try emitCreated(resource)
        return resource
    }

    /// Creates a data resource without an event, as for a seed.
    ///
    /// - Returns: the resource's key.
    /// - Throws: `DataResourceError.namespaceNotFound`, `.invalidCode`; `SQLiteError`, with `isUniqueViolation` if the
    ///   code or the name is in use.
    func create(_ new: NewDataResource) throws -> Int64 {
        guard !new.code.utf8.contains(UInt8(ascii: "/")) else {
            throw DataResourceError.invalidCode(new.code)
        }
        let namespaceKey = try namespaceKey(of: new.namespace)
        let now = environment.clock.now
        try connection.run(
            Self.insert, new.id ?? environment.ids.next(at: now), namespaceKey, new.code, new.name,
            new.description, new.structure.type.rawValue, DataResource.text(of: new.actions),
            now.milliseconds,
            new.structure.text)
        let key = connection.lastInsertedRow
        try insertNodes(of: new.structure, resource: key)
        return key
    }

    /// Changes a data resource.
    ///
    /// - Returns: the changed resource.
    /// - Throws: `DataResourceError.namespaceNotFound`, `.notFound`, `.nameTaken`, `.invalidStruct` for a struct of
    ///   another type; `SQLiteError`.
    public func update(
        _ code: String, in namespace: String, _ changes: DataResourceChanges
    ) throws -> DataResource {
        let resource = try get(code, in: namespace)
        if let structure = changes.structure, structure.type != resource.type {
            throw DataResourceError.invalidStruct(
                resource.type == .string ? "struct must be a string" : "struct must be an array")
        }
        let before = try stateForEvents(before: .dataResourceUpdated) { try eventObject(of: resource) }
        try withFreeNames {
            try connection.run(
                Self.update, resource.key, changes.name, changes.description,
                changes.actions.map(DataResource.text), environment.clock.now.milliseconds,
                changes.structure?.text)
        }
        if let structure = changes.structure {
            try connection.run(Self.deleteNodes, resource.key)
            try insertNodes(of: structure, resource: resource.key)
        }
        let changed = try self.resource(withKey: resource.key)
        try emitUpdated(changed, since: before)
        return changed
    }

    /// Deletes a data resource; permissions on it end.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `.notFound`, `SQLiteError`.
    public func delete(_ code: String, in namespace: String) throws {
        try connection.run(Self.delete, try get(code, in: namespace).key)
        try emitDeleted(code, in: namespace)
    }

    private func insertNodes(of structure: DataStructure, resource key: Int64) throws(SQLiteError) {
        for (position, node) in structure.nodes.enumerated() {
            try connection.run(Self.insertNode, key, node.path, position, node.name, node.value)
        }
    }

    /// Runs a statement that sets the code or the name of a data resource.
    @discardableResult
    private func withFreeNames<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.isUniqueViolation {
            throw error.violatedColumns.contains("data_resources.name")
                ? DataResourceError.nameTaken : .codeTaken
        }
    }
}
