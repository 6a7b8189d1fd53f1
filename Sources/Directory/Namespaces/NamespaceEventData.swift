internal import JSON
internal import PoolEngine
internal import SQLite

/// Events of namespaces with the data that webhooks get.
extension Namespaces {
    private static let times = SQL("SELECT createdAt, updatedAt FROM namespaces WHERE key = ?1")

    /// Records that a namespace was created.
    func emitCreated(_ namespace: Namespace) throws {
        try emit(PoolEvent(.namespaceCreated, namespace.code)) { writer in
            writer.eventData(("namespace", try eventObject(of: namespace)))
        }
    }

    /// Records that a namespace was changed.
    ///
    /// - Parameters:
    ///   - namespace: the namespace after the change.
    ///   - before: the namespace before; nil if no webhook wants the event.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ namespace: Namespace, since before: EventObject?) throws {
        try emit(PoolEvent(.namespaceUpdated, namespace.code)) { writer in
            let object = try eventObject(of: namespace)
            writer.eventData(("namespace", object), ("updates", object.updates(since: before)))
        }
    }

    /// Records that a namespace was deleted.
    ///
    /// - Parameters:
    ///   - code: its code.
    ///   - object: the namespace before; nil if no webhook wants the event.
    /// - Throws: `SQLiteError`.
    func emitDeleted(_ code: String, _ object: EventObject?) throws {
        try emit(PoolEvent(.namespaceDeleted, code)) { writer in
            writer.eventData(list: "namespaces", object.map { [$0] } ?? [])
        }
    }

    /// A namespace as events have it.
    func eventObject(of namespace: Namespace) throws -> EventObject {
        var object = EventObject()
        object.add("id", namespace.key)
        object.add("userPoolId", try poolIdForEvents())
        object.add("code", namespace.code)
        object.add("name", namespace.name)
        object.add("description", namespace.description)
        object.add("status", Int64(namespace.isOpen ? 1 : 0))
        let times = try connection.first(Self.times, namespace.key) { ($0.integer(0), $0.integer(1)) }
        object.add("createdAt", times.map { Timestamp(milliseconds: $0.0) })
        object.add("updatedAt", times.map { Timestamp(milliseconds: $0.1) })
        return object
    }
}
