public import PoolEngine

/// An access key with the data of its pool.
public struct OwnedAccessKey: Sendable {
    public let key: AccessKey
    /// The id of the pool it belongs to.
    public let userPoolId: String
    /// When it was created.
    public let createdAt: Timestamp

    init(_ key: AccessKey, of pool: PoolIdentity) {
        self.key = key
        userPoolId = pool.id
        createdAt = key.createdAt ?? pool.createdAt
    }
}

/// Whether an access key may be used, by the API's names.
///
/// The service's third status, `staging`, belongs to a rotation of keys that no operation starts.
public enum AccessKeyStatus: String, Sendable {
    case activated, revoked
}

extension AccessKey {
    /// Whether it may be used.
    public var status: AccessKeyStatus { isEnabled ? .activated : .revoked }
}
