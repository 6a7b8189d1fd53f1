internal import JSON
internal import PoolEngine

/// Events of roles with the data that webhooks get. A deleted role has none but its id.
extension Roles {
    /// Records that a role was created.
    func emitCreated(_ role: Role) throws {
        try emit(PoolEvent(.roleCreated, role.id)) { writer in
            writer.eventData(
                ("role", try eventObject(of: role)),
                ("namespace", try namespaces.eventObject(of: namespaces.get(role.namespace))))
        }
    }

    /// Records that a role was changed.
    ///
    /// - Parameters:
    ///   - role: the role after the change.
    ///   - before: the role before; nil if no webhook wants the event, or nothing of it was changed that it shows.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ role: Role, since before: EventObject?) throws {
        try emit(PoolEvent(.roleUpdated, role.id)) { writer in
            let object = try eventObject(of: role)
            writer.eventData(("role", object), ("updates", object.updates(since: before)))
        }
    }

    /// Records a change of a role.
    ///
    /// - Parameters:
    ///   - name: the kind of change, whose data are `role`.
    ///   - role: the role after the change.
    /// - Throws: `SQLiteError`.
    func emitRole(_ name: PoolEvent.Name, _ role: Role) throws {
        try emit(PoolEvent(name, role.id)) { writer in
            writer.eventData(("role", try eventObject(of: role)))
        }
    }

    /// A role as events have it.
    func eventObject(of role: Role) throws -> EventObject {
        var object = EventObject()
        object.add("id", role.id)
        object.add("userPoolId", try poolIdForEvents())
        object.add("code", role.code)
        object.add("name", role.name)
        object.add("description", role.description)
        object.add("namespaceCode", role.namespace)
        object.add("status", role.status(at: environment.clock.now).rawValue)
        object.add("disableTime", role.disableTime)
        object.add("createdAt", role.createdAt)
        object.add("updatedAt", role.updatedAt)
        return object
    }
}

extension RoleAssignments {
    /// Records that holders of one kind got a role or lost it: one event for all of them.
    func emit(
        _ name: PoolEvent.Name, _ roleId: String, _ statements: RoleHolderStatements, _ holders: [String]
    ) throws {
        try emit(PoolEvent(name, roleId, members: holders)) { writer in
            writer.beginObject()
            for member in ["userIds", "groupIds", "nodeIds"] {
                writer.name(member)
                writer.beginArray()
                if member == statements.eventMember { for holder in holders { writer.string(holder) } }
                writer.endArray()
            }
            writer.endObject()
        }
    }
}
