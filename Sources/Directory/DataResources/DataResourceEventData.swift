internal import JSON
internal import PoolEngine
internal import SQLite

/// Events of data resources with the data that webhooks get.
extension DataResources {
    private static let codesOfNamespace = SQL(
        "SELECT code FROM data_resources WHERE namespaceKey = ?1 ORDER BY key")

    /// Records that a data resource was created.
    func emitCreated(_ resource: DataResource) throws {
        try emit(PoolEvent(.dataResourceCreated, "\(resource.namespace)/\(resource.code)")) { writer in
            writer.eventData(
                ("resource", try eventObject(of: resource)),
                ("namespace", try namespaces.eventObject(of: namespaces.get(resource.namespace))))
        }
    }

    /// Records that a data resource was changed.
    ///
    /// - Parameters:
    ///   - resource: the resource after the change.
    ///   - before: the resource before; nil if no webhook wants the event.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ resource: DataResource, since before: EventObject?) throws {
        try emit(PoolEvent(.dataResourceUpdated, "\(resource.namespace)/\(resource.code)")) { writer in
            let object = try eventObject(of: resource)
            writer.eventData(("resource", object), ("updates", object.updates(since: before)))
        }
    }

    /// Records that a data resource was deleted.
    func emitDeleted(_ code: String, in namespace: String) throws {
        try emit(PoolEvent(.dataResourceDeleted, "\(namespace)/\(code)")) { writer in
            writer.beginObject()
            writer.name("codes")
            writer.beginArray()
            writer.string(code)
            writer.endArray()
            writer.name("namespace")
            writer.string(namespace)
            writer.endObject()
        }
    }

    /// Records the events of the data resources of a namespace that is about to be deleted with them.
    ///
    /// - Throws: `SQLiteError`.
    func announceDeletion(ofNamespace namespace: PoolHook.Subject) throws {
        for code in try connection.all(Self.codesOfNamespace, namespace.key, read: { $0.text(0) }) {
            try emitDeleted(code, in: namespace.id)
        }
    }

    /// A data resource as events have it.
    func eventObject(of resource: DataResource) throws -> EventObject {
        var object = EventObject()
        object.add("id", resource.id)
        object.add("userPoolId", try poolIdForEvents())
        object.add("code", resource.code)
        object.add("name", resource.name)
        object.add("description", resource.description)
        object.add("type", resource.type.rawValue)
        object.add("struct", json: try structure(of: resource))
        object.add("actions", json: DataResource.text(of: resource.actions))
        object.add("namespaceCode", resource.namespace)
        object.add("createdAt", resource.createdAt)
        object.add("updatedAt", resource.updatedAt)
        return object
    }
}
