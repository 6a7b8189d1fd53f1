import CKilledCalls
import Dispatch
import Glibc
import Locking
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// How a process is killed.
enum CampaignCrash: Codable, Sendable {
    /// In a call on files, counted from the opening of the data directory.
    case inOpening(call: Int, tears: Bool)
    /// In a call on files, counted from the posting of an operation.
    case inOperation(CampaignFaultPoint)
    /// Some time after a number of operations was acknowledged.
    case afterWork(acknowledged: Int, microseconds: UInt32)
}

/// The operation, and the call in it, in which a process is killed.
struct CampaignFaultPoint: Codable, Sendable {
    let kind: CampaignOperation.Kind
    /// How many operations are acknowledged before.
    let after: Int
    /// The call on files that is the last, from 1.
    let call: Int
    let tears: Bool
    /// Whether nothing else is in flight.
    let isAlone: Bool
}

/// The orders of a process.
struct CampaignPlan: Codable, Sendable {
    let data: String
    let ledger: String
    let round: Int
    let seed: UInt64
    let crash: CampaignCrash
    /// Whether the seed replaces the pools that exist.
    let replaces: Bool
    let isDurable: Bool
    /// How many files of pools stay open; when it is one, not for long either.
    let openFiles: Int
    /// How many operations are in flight.
    let inFlight: Int
}

/// A process that serves pools and works on them until it is killed.
final class CampaignRun: Sendable {
    private let plan: CampaignPlan
    private let ledger: CampaignLedger
    private let chance: SeededRandom
    private let slots: DispatchSemaphore
    private let acknowledged = Lock(0)
    /// Pools that were added, with their content, or removed since the last `takePoolChanges`.
    private let poolChanges = Lock<[(id: String, pool: CampaignPool?)]>([])

    /// The longest time for a process, in seconds.
    private static let longest = 20

    init(_ plan: CampaignPlan) throws {
        self.plan = plan
        ledger = try CampaignLedger(path: plan.ledger)
        chance = SeededRandom(seed: plan.seed)
        slots = DispatchSemaphore(value: plan.inFlight)
    }

    /// Serves and works until the process is killed.
    func run() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.longest)) { [ledger] in
            ledger.note(.wrong("the process was not killed as planned"))
            exit(EXIT_FAILURE)
        }
        do {
            try work(on: try open())
        } catch {
            ledger.note(.wrong("\(error)"))
            exit(EXIT_FAILURE)
        }
    }

    private func open() throws -> UserPools {
        if case .inOpening(let call, let tears) = plan.crash { killed_calls_arm(call, tears ? 1 : 0) }
        let seeded = CampaignSeed.poolIds.filter {
            plan.replaces || !FileSystem.exists("\(plan.data)/\($0).sqlite")
        }
        for (number, id) in seeded.enumerated() { ledger.note(.posted(number, pool: id, .seed)) }
        var idle = IdleLimits()
        idle.openFiles = plan.openFiles
        idle.period = .milliseconds(plan.openFiles == 1 ? 20 : 60_000)
        let pools = try UserPools(
            .directory, storage: .directory(plan.data), durability: plan.isDurable ? .power : .process,
            seeds: try SeedText.parse(CampaignSeed.text), replacingExisting: plan.replaces,
            fallback: { [] }, environment: .system(), idleLimits: idle)
        for number in seeded.indices { ledger.note(.done(number, nil)) }
        ledger.note(.opened)
        // A process that should have been killed earlier does nothing else.
        if case .inOpening = plan.crash { killProcess() }
        return pools
    }

    private func killProcess() -> Never {
        while true { kill(getpid(), SIGKILL) }
    }

    private func work(on pools: UserPools) throws {
        var states: [String: CampaignPool] = [:]
        for pool in pools.all { states[pool.id] = try CampaignPool(of: pool, in: plan.data) }
        var workload = CampaignWorkload(pools: states, round: plan.round, chance: chance)
        var faultPoint: CampaignFaultPoint?
        if case .inOperation(let wanted) = plan.crash { faultPoint = wanted }
        // Smaller numbers are those of seeds.
        var number = CampaignSeed.poolIds.count
        while true {
            for (id, pool) in takePoolChanges() {
                if let pool { workload.appeared(id, pool) } else { workload.disappeared(id) }
            }
            let armed = faultPoint.flatMap { $0.after <= acknowledged.withLock(\.self) ? $0 : nil }
            let before = workload.pools
            let chosen = armed.flatMap { workload.next($0.kind) }
            guard let (id, operation) = chosen ?? workload.next(anyKind()) else { continue }
            let pool = try #require(pools.pool(id: id))
            if let armed, chosen != nil {
                if armed.isAlone { waitForAll() }
                ledger.note(.armed(number))
                killed_calls_arm(armed.call, armed.tears ? 1 : 0)
                faultPoint = nil
            }
            slots.wait()
            ledger.note(.posted(number, pool: id, operation))
            try post(operation, number, to: pool, among: pools, before[id])
            number += 1
            if chosen != nil, armed?.isAlone == true { waitForAll() }
        }
    }

    private func takePoolChanges() -> [(id: String, pool: CampaignPool?)] {
        poolChanges.withLock { poolChanges in
            defer { poolChanges = [] }
            return poolChanges
        }
    }

    private func waitForAll() {
        for _ in 0..<plan.inFlight { slots.wait() }
        for _ in 0..<plan.inFlight { slots.signal() }
    }

    /// Three of four are changes.
    private func anyKind() -> CampaignOperation.Kind {
        if chance.below(4) > 0 { return .change }
        return CampaignOperation.Kind.allCases[chance.below(CampaignOperation.Kind.allCases.count)]
    }

    private func post(
        _ operation: CampaignOperation, _ number: Int, to pool: UserPool, among pools: UserPools,
        _ before: CampaignPool?
    ) throws {
        switch operation {
        case .change(let change):
            try pool.mailbox.enqueue(
                CampaignJob(change) { self.finish(number, $0) })
        case .take(let name):
            pool.takeSnapshot(try SnapshotName(name), replacing: before?.snapshots[name] != nil) {
                self.finish(number, $0)
            }
        case .delete(let name): pool.deleteSnapshot(try SnapshotName(name)) { self.finish(number, $0) }
        case .restore(let name): pool.restore(try Self.snapshot(name)) { self.finish(number, $0) }
        case .fork(let id, let name):
            let key = AccessKey(id: "key of \(id)", secret: "s")
            let new = try NewUserPool(id: id, name: "Fork", accessKeys: [key])
            let contents = CampaignOperation.forked(before, at: name)
            pools.fork(pool, at: try name.map(Self.snapshot), as: new) { result in
                self.finish(number, result)
                self.poolChanges.withLock { $0.append((id, contents)) }
            }
        case .difference(let from, let to):
            pool.difference(from: try Self.snapshot(from), to: try to.map(Self.snapshot)) { result in
                self.finish(number, Result { try CampaignDifference(try result.get()) }) { $0 }
            }
        case .remove:
            let id = pool.id
            pools.remove(id: id) { result in
                self.finish(number, result)
                self.poolChanges.withLock { $0.append((id, nil)) }
            }
        case .seed: break
        }
    }

    /// The name of a snapshot of a pool.
    static func snapshot(_ name: String) throws -> SnapshotName {
        name == "seed" ? .seed : try SnapshotName(name)
    }

    private func finish<Answer>(
        _ number: Int, _ result: Result<Answer, any Error>,
        _ told: (Answer) -> CampaignDifference? = { _ in nil }
    ) {
        switch result {
        case .success(let answer): ledger.note(.done(number, told(answer)))
        case .failure(let error): ledger.note(.wrong("operation \(number): \(error)"))
        }
        let count = acknowledged.withLock { count in
            count += 1
            return count
        }
        slots.signal()
        if case .afterWork(count, let microseconds) = plan.crash {
            DispatchQueue.global().async {
                usleep(microseconds)
                self.killProcess()
            }
        }
    }
}

/// A change as a pool's work.
private final class CampaignJob: Job {
    let writes = true
    private let change: CampaignChange
    private let completed: @Sendable (Outcome) -> Void

    init(_ change: CampaignChange, then completed: @escaping @Sendable (Outcome) -> Void) {
        self.change = change
        self.completed = completed
    }

    func run(in transaction: PoolTransaction) throws { try change.run(in: transaction) }

    func complete(_ outcome: Outcome) { completed(outcome) }
}
