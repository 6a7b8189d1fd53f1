internal import JSON
internal import PoolEngine
internal import SQLite

/// Events of common resources with the data that webhooks get.
extension Resources {
    private static let codesOfNamespace = SQL(
        "SELECT code FROM resources WHERE namespaceKey = ?1 ORDER BY key")

    /// Records that a resource was created.
    func emitCreated(_ resource: Resource) throws {
        try emit(PoolEvent(.resourceCreated, "\(resource.namespace)/\(resource.code)")) { writer in
            writer.eventData(
                ("resource", try eventObject(of: resource)),
                ("namespace", try namespaces.eventObject(of: namespaces.get(resource.namespace))))
        }
    }

    /// Records that a resource was changed.
    ///
    /// - Parameters:
    ///   - resource: the resource after the change.
    ///   - before: the resource before; nil if no webhook wants the event.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ resource: Resource, since before: EventObject?) throws {
        try emit(PoolEvent(.resourceUpdated, "\(resource.namespace)/\(resource.code)")) { writer in
            let object = try eventObject(of: resource)
            writer.eventData(("resource", object), ("updates", object.updates(since: before)))
        }
    }

    /// Records that a resource was deleted.
    func emitDeleted(_ code: String, in namespace: String) throws {
        try emit(PoolEvent(.resourceDeleted, "\(namespace)/\(code)")) { writer in
            writer.beginObject()
            writer.name("codes")
            writer.beginArray()
            writer.string(code)
            writer.endArray()
            writer.member("namespace", namespace)
            writer.endObject()
        }
    }

    /// Records the events of the resources of a namespace that is about to be deleted with them.
    ///
    /// - Throws: `SQLiteError`.
    func announceDeletion(ofNamespace namespace: PoolHook.Subject) throws {
        for code in try connection.all(Self.codesOfNamespace, namespace.key, read: { $0.text(0) }) {
            try emitDeleted(code, in: namespace.id)
        }
    }

    /// A resource as events have it.
    func eventObject(of resource: Resource) throws -> EventObject {
        var object = EventObject()
        object.add("id", resource.id)
        object.add("userPoolId", try poolIdForEvents())
        object.add("code", resource.code)
        object.add("name", resource.name)
        object.add("description", resource.description)
        object.add("type", resource.type.rawValue)
        object.add("actions", json: resource.actions)
        object.add("apiIdentifier", resource.apiIdentifier)
        object.add("namespaceCode", resource.namespace)
        object.add("createdAt", resource.createdAt)
        object.add("updatedAt", resource.updatedAt)
        return object
    }
}
