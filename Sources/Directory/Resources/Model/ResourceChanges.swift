internal import PoolEngine
internal import SQLite

/// The changes of a resource; nil leaves a field unchanged.
public struct ResourceChanges: Sendable {
    /// The kind of resource.
    public var type: ResourceType?
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?
    /// What can be done with it, as in `Resource.actions`.
    public var actions: String?
    /// The URL of an API.
    public var apiIdentifier: String?
    /// Whether it is linked to a tenant.
    public var linkedToTenant: Bool?

    public init() {}
}

extension Resources {
    private static let insert = SQL(
        """
        INSERT INTO resources (id, namespaceKey, code, name, description, type, actions, apiIdentifier,
            linkedToTenant, createdAt, updatedAt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
        """)
    private static let update = SQL(
        """
        UPDATE resources SET type = ifnull(?2, type), name = ifnull(?3, name),
            description = ifnull(?4, description), actions = ifnull(?5, actions),
            apiIdentifier = ifnull(?6, apiIdentifier), linkedToTenant = ifnull(?7, linkedToTenant),
            updatedAt = ?8
        WHERE key = ?1
        """)
    private static let delete = SQL("DELETE FROM resources WHERE key = ?1")

    /// Creates a resource.
    ///
    /// - Throws: `NamespaceError.notFound`; `ResourceError.invalidCode`, `.noApiIdentifier`, or `.codeTaken` when
    ///   another resource of the namespace has the code; `SQLiteError`.
    public func add(_ new: NewResource) throws -> Resource {
        let key: Int64
        do {
            key = try create(new)
        } catch let error as SQLiteError
            where error.violatedColumns == ["resources.namespaceKey", "resources.code"]
        {
            throw ResourceError.codeTaken(new.code)
        }
        let resource = try resource(withKey: key)
        try emitCreated(resource)
        return resource
    }

    /// Creates a resource without an event, as for a seed.
    ///
    /// - Returns: the resource's key.
    /// - Throws: `NamespaceError.notFound`, `ResourceError.invalidCode`, `.noApiIdentifier`; `SQLiteError`, with
    ///   `isUniqueViolation` if another resource of the namespace has the code, or any the id.
    func create(_ new: NewResource) throws -> Int64 {
        guard Resource.isCode(new.code) else { throw ResourceError.invalidCode(new.code) }
        try Self.checkIdentifier(new.apiIdentifier, of: new.type)
        let namespaceKey = try namespaces.key(of: new.namespace)
        let now = environment.clock.now
        try connection.run(
            Self.insert, new.id ?? environment.ids.next(at: now), namespaceKey, new.code, new.name,
            new.description, new.type.rawValue, new.actions, new.apiIdentifier, new.linkedToTenant,
            now.milliseconds)
        return connection.lastInsertedRow
    }

    private static func checkIdentifier(_ identifier: String?, of type: ResourceType) throws(ResourceError) {
        if type == .api, identifier ?? "" == "" { throw .noApiIdentifier }
    }

    /// Changes a resource.
    ///
    /// - Parameters:
    ///   - code: its code.
    ///   - namespace: the code of its namespace; nil or empty for `default`.
    ///   - changes: the changes.
    /// - Returns: the changed resource.
    /// - Throws: `NamespaceError.notFound`, `ResourceError.notFound`, `.noApiIdentifier`, `SQLiteError`.
    public func update(_ code: String, in namespace: String?, _ changes: ResourceChanges) throws -> Resource {
        let resource = try get(code, in: namespace)
        try Self.checkIdentifier(
            changes.apiIdentifier ?? resource.apiIdentifier, of: changes.type ?? resource.type)
        let before = try stateForEvents(before: .resourceUpdated) { try eventObject(of: resource) }
        try connection.run(
            Self.update, resource.key, changes.type?.rawValue, changes.name, changes.description,
            changes.actions, changes.apiIdentifier, changes.linkedToTenant,
            environment.clock.now.milliseconds)
        let changed = try self.resource(withKey: resource.key)
        try emitUpdated(changed, since: before)
        return changed
    }

    /// Deletes resources; what is granted on them is no longer granted.
    ///
    /// - Parameter resources: the resources; one that is named twice counts once.
    /// - Throws: `SQLiteError`.
    public func delete(_ resources: [Resource]) throws {
        for resource in resources where try connection.run(Self.delete, resource.key) > 0 {
            try directory.runHooks(
                .resourceIsDeleted, PoolHook.Subject(key: resource.namespaceKey, id: resource.code))
            try emitDeleted(resource.code, in: resource.namespace)
        }
    }
}
