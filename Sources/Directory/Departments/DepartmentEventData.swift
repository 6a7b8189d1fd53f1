internal import JSON
internal import PoolEngine

/// Events of departments with the data that webhooks get.
extension Departments {
    /// Records that a department was created.
    func emitAdded(_ departmentId: String) throws {
        try emit(PoolEvent(.departmentAdded, departmentId)) { writer in
            try writePlace(of: departmentId, to: &writer)
        }
    }

    /// Records that a department was moved.
    func emitMoved(_ departmentId: String) throws {
        try emit(PoolEvent(.departmentMoved, departmentId)) { writer in
            try writePlace(of: departmentId, to: &writer)
        }
    }

    /// Records that a department was changed.
    ///
    /// - Parameters:
    ///   - departmentId: the department.
    ///   - before: the department before; nil if nothing of it was changed that the event shows.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ departmentId: String, since before: Department?) throws {
        try emit(PoolEvent(.departmentUpdated, departmentId)) { writer in
            let node = try eventObject(of: get(departmentId: departmentId, tenantId: nil))
            let updates = node.updates(since: try before.map { try eventObject(of: $0) })
            writer.eventData(("node", node), ("updates", updates))
        }
    }

    /// Records that the custom data of a department were changed.
    func emitCustomDataChanged(_ departmentId: String) throws {
        try emit(PoolEvent(.departmentCustomDataChanged, departmentId)) { writer in
            writer.eventData(("node", try eventObject(of: get(departmentId: departmentId, tenantId: nil))))
        }
    }

    /// Records that a department was deleted.
    func emitDeleted(_ deleted: DeletedDepartment) throws {
        try emit(PoolEvent(.departmentDeleted, deleted.departmentId)) { writer in
            writer.eventData(list: "nodes", deleted.node.map { [$0] } ?? [])
        }
    }

    /// Records that a user has joined or left a department: one event for each user, unlike for groups (webhooks.md).
    ///
    /// - Parameters:
    ///   - name: what has happened.
    ///   - departmentId: the department.
    ///   - userId: the user.
    ///   - node: the department as events have it; nil for the present one.
    /// - Throws: `SQLiteError`.
    func emitMember(
        _ name: PoolEvent.Name, _ departmentId: String, _ userId: String,
        node: @autoclosure () -> EventObject? = nil
    ) throws {
        try emit(PoolEvent(name, departmentId, members: [userId])) { writer in
            let node = try node() ?? eventObject(of: get(departmentId: departmentId, tenantId: nil))
            writer.eventData(("user", try users.eventObject(of: users.find(userId))), ("node", node))
        }
    }

    private func writePlace(of departmentId: String, to writer: inout Writer) throws {
        let department = try get(departmentId: departmentId, tenantId: nil)
        let root = try self.department(withKey: department.organizationKey)
        let parent =
            try department.parentDepartmentId.map { try get(departmentId: $0, tenantId: nil) } ?? root
        writer.eventData(
            ("node", try eventObject(of: department)),
            ("organization", try organizations.eventObject(of: root)),
            ("parentNode", try eventObject(of: parent)))
    }

    /// A department as events have it; the service calls it a node.
    func eventObject(of department: Department) throws -> EventObject {
        var object = EventObject()
        object.add("id", department.departmentId)
        object.add("userPoolId", try poolIdForEvents())
        object.add("orgId", try id(of: department.organizationKey))
        object.add("name", department.name)
        object.add("nameI18n", json: department.i18n)
        object.add("description", department.description)
        object.addNulls("descriptionI18n", "order")
        object.add("code", department.code)
        object.add("createdAt", department.createdAt)
        object.add("updatedAt", department.updatedAt)
        object.addNulls("source", "dataVersion", "sourceData")
        return object
    }
}

/// A department that was deleted.
struct DeletedDepartment {
    /// Its id.
    let departmentId: String
    /// What it was as events have it; nil if no webhook wants to be told.
    let node: EventObject?
    /// Its organization as events have it; nil if no webhook wants to be told.
    let organization: EventObject?
}
