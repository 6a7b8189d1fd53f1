public import PoolEngine

/// An access key with what follows from its pool.
public struct OwnedAccessKey: Sendable {
    /// The key.
    public let key: AccessKey
    /// The id of the pool it belongs to.
    public let userPoolId: String
    /// When it was made.
    public let createdAt: Timestamp

    /// Describes a key of a pool.
    init(_ key: AccessKey, of pool: PoolIdentity) {
        self.key = key
        userPoolId = pool.id
        createdAt = key.createdAt ?? pool.createdAt
    }
}

/// Whether an access key may be used, as the API names it.
///
/// The service's third state, `staging`, belongs to a rotation that no operation starts.
public enum AccessKeyStatus: String, Sendable {
    case activated, revoked
}

extension AccessKey {
    /// Whether it may be used.
    public var status: AccessKeyStatus { isEnabled ? .activated : .revoked }
}
