public import PoolEngine

/// Authorizations of data policies. The subject is the policy's id, the members are the ids of the targets.
extension PoolEvent.Name {
    public static var dataPolicyAuthorized: Self { Self("data-strategy-permission:add") }
    public static var dataPolicyRevoked: Self { Self("data-strategy-permission:revoke") }
}
