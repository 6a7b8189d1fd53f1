public import PoolEngine

/// A user's history in a seed; users created through the API have none.
public struct UserPast: Sendable {
    /// When the user was created; nil for now.
    public var createdAt: Timestamp?
    /// When a field last changed; nil for the creation of the user.
    public var updatedAt: Timestamp?
    /// When the status last changed, if ever.
    public var statusChangedAt: Timestamp?
    /// When the password was last set; nil for now if there is one.
    public var passwordLastSetAt: Timestamp?
    /// When the user last logged in, if ever.
    public var lastLogin: Timestamp?
    /// How often the user has logged in, not negative.
    public var loginsCount: Int64 = 0
    /// Where the user came from.
    public var userSourceType = UserSource.adminCreated
    /// The id of the source the user came from, if there is one.
    public var userSourceId: String?

    public init() {}
}
