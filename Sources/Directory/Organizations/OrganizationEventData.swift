internal import JSON
internal import PoolEngine

/// Events of organizations with the data that webhooks get.
extension Organizations {
    /// Records that an organization was created.
    func emitCreated(_ rootId: String) throws {
        try emit(PoolEvent(.organizationCreated, rootId)) { writer in
            let root = try departments.get(departmentId: rootId, tenantId: nil)
            var node = try departments.eventObject(of: root)
            node.addNulls("__id", "__parentid", "__groupid")
            writer.eventData(("organization", try eventObject(of: root)), ("rootNode", node))
        }
    }

    /// Records that an organization was changed.
    func emitUpdated(_ rootId: String) throws {
        try emit(PoolEvent(.organizationUpdated, rootId)) { writer in
            let root = try departments.get(departmentId: rootId, tenantId: nil)
            writer.eventData(("organization", try eventObject(of: root)))
        }
    }

    /// Records that an organization was deleted.
    func emitDeleted(_ root: DeletedDepartment) throws {
        try emit(PoolEvent(.organizationDeleted, root.departmentId)) { writer in
            writer.eventData(("organization", root.organization ?? EventObject()))
        }
    }

    /// An organization as events have it; its id is that of its root department.
    func eventObject(of root: Department) throws -> EventObject {
        var object = EventObject()
        object.add("id", root.departmentId)
        object.add("createdAt", root.createdAt)
        object.add("updatedAt", root.updatedAt)
        object.add("userPoolId", try poolIdForEvents())
        object.add("rootNodeId", root.departmentId)
        object.addNulls("logo", "thirdPartyOrgId")
        return object
    }
}
