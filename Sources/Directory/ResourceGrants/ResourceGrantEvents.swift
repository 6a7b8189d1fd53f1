internal import JSON
public import PoolEngine

/// New grants. The subject is the code of the namespace, the members are the identifiers of the targets.
extension PoolEvent.Name {
    public static var permissionAdded: Self { Self("permission:add") }
}

/// Events of grants with the data that webhooks get.
extension ResourceGrants {
    /// Records that targets of one kind got grants: one event for all of them.
    ///
    /// There are no policies here, so the list of their codes is empty.
    func emitAdded(_ type: ResourceTargetType, _ identifiers: [String], in namespace: String) throws {
        try emit(PoolEvent(.permissionAdded, namespace, members: identifiers)) { writer in
            writer.beginObject()
            writer.name("policyCodes")
            writer.beginArray()
            writer.endArray()
            writer.member("targetType", type == .department ? "ORG" : type.rawValue)
            writer.member("userPoolId", try poolIdForEvents())
            writer.name("targetIdentifiers")
            writer.beginArray()
            for identifier in identifiers { writer.string(identifier) }
            writer.endArray()
            writer.member("namespace", namespace)
            writer.endObject()
        }
    }
}
