public import PoolEngine

/// The arguments of an operation without a user pool.
public struct ServiceContext: Sendable {
    /// All user pools of the program.
    public let pools: UserPools
    /// The user pool that the request selects by path or header; nil if it selects none.
    public let selectedUserPool: UserPool?
    public let authentication: AuthenticationMode
    /// The lifetime of a management token, in seconds.
    public let tokenLifetime: Int
    public let environment: Environment

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
