public import PoolEngine

/// What an operation without a user pool works with.
public struct ServiceContext: Sendable {
    /// All user pools of the program.
    public let pools: UserPools
    /// How callers are checked.
    public let authentication: AuthenticationMode
    /// The lifetime of a management token, in seconds.
    public let tokenLifetime: Int
    /// The clock, ids and randomness.
    public let environment: Environment

    /// Combines the parts.
    public init(
        pools: UserPools, authentication: AuthenticationMode, tokenLifetime: Int, environment: Environment
    ) {
        self.pools = pools
        self.authentication = authentication
        self.tokenLifetime = tokenLifetime
        self.environment = environment
    }
}
