internal import SQLite

/// What all pools of a program have in common.
struct PoolConfiguration: Sendable {
    /// What the pools consist of.
    let definition: PoolDefinition
    /// What a commit has to survive.
    let durability: Durability
    /// Time, ids and randomness.
    let environment: Environment
    /// The most jobs that may wait in each pool's mailbox, at least 1.
    let waitingLimit: Int
    /// The most requests that the journal of each pool keeps.
    let journalSize: Int
}
