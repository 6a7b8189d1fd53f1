internal import JSON
internal import PoolEngine

/// Events of authorizations with the data that webhooks get.
extension DataPolicyTargets {
    /// Records that a policy was authorized or revoked: one event for all its targets.
    func emit(
        _ name: PoolEvent.Name, _ policyId: String, _ targets: [(type: DataPolicyTargetType, id: String)]
    ) throws {
        try emit(PoolEvent(name, policyId, members: targets.map(\.id))) { writer in
            writer.beginObject()
            writer.member("userPoolId", try poolIdForEvents())
            writer.name("policyIds")
            writer.beginArray()
            writer.string(policyId)
            writer.endArray()
            writer.name("targetList")
            writer.beginArray()
            for target in targets {
                writer.beginObject()
                writer.member("id", target.id)
                writer.member("type", target.type.rawValue)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }
}
