package import PoolEngine

/// What happened to a user before a seed tells of it; users that callers make have no past.
package struct UserPast: Sendable {
    /// When the user was made; nil for now.
    package var createdAt: Timestamp?
    /// When a field last changed; nil for when the user was made.
    package var updatedAt: Timestamp?
    /// When the status last changed, if ever.
    package var statusChangedAt: Timestamp?
    /// When the password was last set; nil for now when there is one.
    package var passwordLastSetAt: Timestamp?
    /// When the user last logged in, if ever.
    package var lastLogin: Timestamp?
    /// How often the user has logged in, not negative.
    package var loginsCount: Int64 = 0
    /// Where the user came from.
    package var userSourceType = UserSource.adminCreated
    /// The id of the source the user came from, if there is one.
    package var userSourceId: String?

    /// No past.
    package init() {}
}
