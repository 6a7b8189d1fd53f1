internal import PoolEngine

/// What an operation without a user pool works with.
struct ServiceContext: Sendable {
    /// All user pools of the program.
    let pools: UserPools
    /// How the management API behaves.
    let configuration: ManagementConfiguration
    /// The clock, ids and randomness.
    let environment: Environment
}
