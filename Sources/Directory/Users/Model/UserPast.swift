public import PoolEngine

/// What happened to a user before a seed tells of it; users that callers make have no past.
public struct UserPast: Sendable {
    /// When the user was made; nil for now.
    public var createdAt: Timestamp?
    /// When a field last changed; nil for when the user was made.
    public var updatedAt: Timestamp?
    /// When the status last changed, if ever.
    public var statusChangedAt: Timestamp?
    /// When the password was last set; nil for now when there is one.
    public var passwordLastSetAt: Timestamp?
    /// When the user last logged in, if ever.
    public var lastLogin: Timestamp?
    /// How often the user has logged in, not negative.
    public var loginsCount: Int64 = 0
    /// Where the user came from.
    public var userSourceType = UserSource.adminCreated
    /// The id of the source the user came from, if there is one.
    public var userSourceId: String?

    /// No past.
    public init() {}
}
