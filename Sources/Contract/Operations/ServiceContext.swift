public import PoolEngine

/// What an operation without a user pool works with.
public struct ServiceContext: Sendable {
    /// All user pools of the program.
    public let pools: UserPools
    /// The user pool that the request selects by path or header; nil if it selects none.
    public let selectedUserPool: UserPool?
    /// How callers are checked.
    public let authentication: AuthenticationMode
    /// The lifetime of a management token, in seconds.
    public let tokenLifetime: Int
    /// The clock, ids and randomness.
    public let environment: Environment

    /// Combines the parts.
    public init(
        pools: UserPools, selectedUserPool: UserPool?, authentication: AuthenticationMode, tokenLifetime: Int,
        environment: Environment
    ) {
        self.pools = pools
        self.selectedUserPool = selectedUserPool
        self.authentication = authentication
        self.tokenLifetime = tokenLifetime
        self.environment = environment
    }
}
