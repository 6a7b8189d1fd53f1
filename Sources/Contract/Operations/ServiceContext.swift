package import PoolEngine

/// What an operation without a user pool works with.
package struct ServiceContext: Sendable {
    /// All user pools of the program.
    package let pools: UserPools
    /// How callers are checked.
    package let authentication: AuthenticationMode
    /// The lifetime of a management token, in seconds.
    package let tokenLifetime: Int
    /// The clock, ids and randomness.
    package let environment: Environment

    /// Combines the parts.
    package init(
        pools: UserPools, authentication: AuthenticationMode, tokenLifetime: Int, environment: Environment
    ) {
        self.pools = pools
        self.authentication = authentication
        self.tokenLifetime = tokenLifetime
        self.environment = environment
    }
}
