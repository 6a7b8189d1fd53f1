internal import HTTPClient
internal import Journal
internal import SQLite

/// What all pools of a program have in common.
struct PoolConfiguration: Sendable {
    /// What the pools consist of.
    let definition: PoolDefinition
    /// What a commit has to survive.
    let durability: Durability
    /// Time, ids and randomness while pools are created.
    let environment: Environment
    /// The most jobs that may wait in each pool's mailbox, at least 1.
    let waitingLimit: Int
    /// The most requests that the journal of each pool keeps.
    let journalSize: Int
    /// The most bytes that the journals and the logs of events of all pools keep together.
    let journalBudget = MemoryBudget(mostBytes: 256 << 20)

    /// Sends the deliveries of webhooks.
    let httpClient: HTTPClient

    private let machineClock: any WallClock
    private let clocksFrozenAt: Timestamp?

    /// Sets what pools have in common; the clock of a new pool is frozen at `clocksFrozenAt`, or is the machine's.
    init(
        definition: PoolDefinition, durability: Durability, environment: Environment, waitingLimit: Int,
        journalSize: Int, clocksFrozenAt: Timestamp? = nil, httpClient: HTTPClient
    ) {
        self.definition = definition
        self.durability = durability
        self.environment = clocksFrozenAt.map { environment.with(HeldClock(now: $0)) } ?? environment
        self.waitingLimit = waitingLimit
        self.journalSize = journalSize
        self.clocksFrozenAt = clocksFrozenAt
        self.httpClient = httpClient
        machineClock = environment.clock
    }

    /// The clock of a new pool.
    func makeClock() -> PoolClock {
        PoolClock(machineClock, frozenAt: clocksFrozenAt)
    }

    /// Time, ids and randomness of a pool.
    func environment(of identity: PoolIdentity, _ clock: PoolClock) -> Environment {
        environment.part("user pool \(identity.id)").with(clock)
    }
}
