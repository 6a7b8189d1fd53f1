internal import JSON
internal import PoolEngine
internal import SQLite

/// Events of groups with the data that webhooks get.
extension Groups {
    private static let times = SQL("SELECT createdAt, updatedAt FROM groups WHERE key = ?1")

    /// Records that a group was created.
    func emitCreated(_ code: String) throws {
        try emit(PoolEvent(.groupCreated, code)) { writer in
            writer.eventData(("group", try eventObject(of: get(code))))
        }
    }

    /// Records that a group was changed.
    ///
    /// - Parameters:
    ///   - code: its code after the change.
    ///   - before: the group before; nil if nothing of it was changed that the event shows.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ code: String, since before: EventObject?) throws {
        try emit(PoolEvent(.groupUpdated, code)) { writer in
            let object = try eventObject(of: get(code))
            writer.eventData(("group", object), ("updates", object.updates(since: before)))
        }
    }

    /// Records that a group was deleted.
    ///
    /// - Parameters:
    ///   - code: its code.
    ///   - id: its id; nil if no webhook wants the event.
    /// - Throws: `SQLiteError`.
    func emitDeleted(_ code: String, id: String?) throws {
        try emit(PoolEvent(.groupDeleted, code)) { writer in
            writer.beginObject()
            writer.member("id", id)
            writer.endObject()
        }
    }

    /// A group as events have it.
    func eventObject(of group: Group) throws -> EventObject {
        var object = EventObject()
        object.add("id", group.id)
        object.add("userPoolId", try poolIdForEvents())
        object.add("code", group.code)
        object.add("name", group.name)
        object.add("description", group.description)
        object.add("type", group.type)
        let times = try connection.first(Self.times, group.key) { ($0.integer(0), $0.integer(1)) }
        object.add("createdAt", times.map { Timestamp(milliseconds: $0.0) })
        object.add("updatedAt", times.map { Timestamp(milliseconds: $0.1) })
        return object
    }
}

extension GroupMembers {
    /// Records that users have joined or left a group: one event for all of them.
    func emit(_ name: PoolEvent.Name, _ code: String, _ userIds: [String]) throws {
        try emit(PoolEvent(name, code, members: userIds)) { writer in
            writer.eventData(
                ("group", try groups.eventObject(of: groups.get(code))), list: "users",
                try userIds.map { try users.eventObject(of: users.find($0)) })
        }
    }
}
