import Dispatch
import Foundation
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Processes that serve pools are killed in the middle of their work, one after the other on the same files: by SIGKILL in a
/// chosen call on files, in the middle of writing if there is such a thing, or at some time.
///
/// Each notes what it is about to do and what it has acknowledged. After each crash the pools are opened anew, and must be
/// what an account of these notes allows (`CampaignAccount`). The files are never cleaned: later rounds check the earlier
/// ones too. `make crash` runs more rounds, and kills in every call of most kinds of operations; what the processes do
/// follows from the seed, where they are killed does not always.
@Suite("Pools whose process is killed")
final class CampaignTests {
    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    private static let rounds = number("GENAUTH_CRASH_ROUNDS") ?? 20
    private static let isLong = rounds > 20
    private static let seed = number("GENAUTH_CRASH_SEED") ?? Int.random(in: 1..<1 << 31)

    private let folder: TemporaryFolder
    private let chance = SeededRandom(seed: UInt64(seed))
    private var data: String { folder.file("data") }
    /// What was found last.
    private var found: [String: CampaignPool] = [:]
    private var secrets: [String: [UInt8]] = [:]

    init() throws {
        // The few rounds of every day are quick; the many ones also wait for a disk.
        folder = try TemporaryFolder(isFast: !Self.isLong)
    }

    @Test("Pools whose process is killed keep exactly what was acknowledged, with their snapshots and forks")
    func campaign() async throws {
        print("repeat with: GENAUTH_CRASH_SEED=\(Self.seed) GENAUTH_CRASH_ROUNDS=\(Self.rounds)")
        var acknowledged = 0
        var inDoubt: [String: Int] = [:]
        for round in 0..<Self.rounds {
            var plans = [plan(round, crash(round))]
            // The process that cleans up after it may be killed as well.
            while chance.below(4) == 0 { plans.append(plan(round, opening(), part: plans.count)) }
            let account = try await run(plans)
            acknowledged += account.acknowledged
            for name in account.inDoubt { inDoubt[name, default: 0] += 1 }
        }
        let doubts = inDoubt.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        print(
            "\(acknowledged) operations acknowledged; in doubt: \(doubts.joined(separator: ", "))"
        )
        #expect(acknowledged > Self.rounds && inDoubt.values.reduce(0, +) > Self.rounds / 2)
    }

    /// Operations of few calls; with more rounds than every day, all there are.
    private static let swept: [CampaignOperation.Kind] =
        isLong ? [.take, .delete, .restore, .reset, .fork, .remove] : [.delete, .remove]

    @Test(
        "Pools keep what was acknowledged when the process is killed at each file call of an operation"
    )
    func sweep() async throws {
        var round = 0
        for kind in Self.swept {
            var call = 0
            var isAnswered = false
            while !isAnswered {
                (round, call) = (round + 1, call + 1)
                let faultPoint = CampaignFaultPoint(
                    kind: kind, after: 0, call: call, tears: chance.below(2) == 0, isAlone: true)
                let plan = plan(round, .inOperation(faultPoint), isStill: true)
                _ = try await run([plan])
                isAnswered = try Self.hasAnsweredArmed(try CampaignLedger.notes(path: plan.ledger))
            }
            print("\(kind) has \(call - 1) calls")
        }
    }

    private static func hasAnsweredArmed(_ notes: [CampaignNote]) throws -> Bool {
        var armed: Int?
        for note in notes {
            if case .armed(let number) = note { armed = number }
            if case .done(armed, _) = note { return true }
        }
        return false
    }

    /// Runs processes until they are killed, one after the other, and settles.
    private func run(_ plans: [CampaignPlan]) async throws -> CampaignAccount {
        var account = CampaignAccount(found: found)
        for plan in plans {
            await #expect(processExitsWith: .signal(SIGKILL)) { [plan = plan as CampaignPlan] in
                try CampaignRun(plan).run()
            }
            let wrong = account.read(try CampaignLedger.notes(path: plan.ledger))
            try #require(wrong == [], "\(plan)")
        }
        try settle(account, "\(plans)")
        return account
    }

    /// How the process of a round is killed.
    private func crash(_ round: Int) -> CampaignCrash {
        let kinds = CampaignOperation.Kind.allCases
        switch chance.below(8) {
        case 0: return opening()
        case 1:
            return .afterWork(acknowledged: 1 + chance.below(300), microseconds: UInt32(chance.below(3_000)))
        default:
            return .inOperation(
                CampaignFaultPoint(
                    kind: kinds[(round + chance.below(2)) % kinds.count], after: chance.below(100),
                    call: call(),
                    tears: chance.below(2) == 0, isAlone: chance.below(2) == 0))
        }
    }

    private func opening() -> CampaignCrash {
        .inOpening(call: call(), tears: chance.below(2) == 0)
    }

    /// Small numbers as often as large ones: an operation has a few calls or some hundreds.
    private func call() -> Int {
        1 + chance.below(1 << (1 + chance.below(8)))
    }

    private func plan(_ round: Int, _ crash: CampaignCrash, part: Int = 0, isStill: Bool = false)
        -> CampaignPlan
    {
        CampaignPlan(
            data: data, ledger: folder.file("ledger-\(round)-\(part)"), round: round,
            seed: UInt64(Self.seed) &+ UInt64(round), crash: crash,
            replaces: chance.below(10) == 0 && !isStill, isDurable: chance.below(3) == 0,
            openFiles: chance.below(2) == 0 && !isStill ? 1 : 32, inFlight: chance.below(3) == 0 ? 1 : 32)
    }

    /// Opens the pools and compares them with the allowed states; the found state is then the expected one.
    private func settle(_ account: CampaignAccount, _ plans: String) throws {
        let served = try ServedPools(seed: nil, in: folder)
        try requireTidy(served.pools.all.map(\.id), plans)
        var after: [String: CampaignPool] = [:]
        for pool in served.pools.all { after[pool.id] = try CampaignPool(of: pool, in: data) }
        for id in Set(account.ids + after.keys) {
            let allowed = account.allowed(id)
            try #require(
                allowed.contains(after[id]),
                "\(id) is \(String(describing: after[id])) instead of \(allowed.last as Any), \(plans)")
        }
        found = after
        for pool in served.pools.all {
            try requireIdentity(pool, account, plans)
            try requireRestorable(pool, plans)
        }
        let tokens = Set(served.pools.all.map(\.tokenSecret))
        #expect(tokens.count == served.pools.all.count)
        secrets = Dictionary(uniqueKeysWithValues: served.pools.all.map { ($0.id, $0.tokenSecret) })
        served.pools.close()
        try requireTidy(Array(after.keys), plans)
    }

    private func requireIdentity(_ pool: UserPool, _ account: CampaignAccount, _ plans: String) throws {
        let identity = try pool.waitFor { pool.exclusively(then: $0) { try PoolIdentity(of: $0) } }
        try #require(identity == pool.identity && identity.accessKeys.map(\.id) == ["key of \(pool.id)"])
        if let secret = secrets[pool.id], !account.renewed.contains(pool.id) {
            try #require(pool.tokenSecret == secret, "\(plans)")
        }
    }

    /// Goes to each snapshot of a pool, and back to the present.
    private func requireRestorable(_ pool: UserPool, _ plans: String) throws {
        guard let known = found[pool.id] else { return }
        let present = try SnapshotName("present")
        _ = try pool.waitFor { pool.takeSnapshot(present, then: $0) }
        for (name, state) in known.snapshots.sorted(by: { $0.key < $1.key }) {
            try pool.waitFor { pool.restore(try CampaignRun.snapshot(name), then: $0) }
            try #require(
                try CampaignPool(of: pool, in: data).state == state, "\(name) of \(pool.id), \(plans)")
        }
        try pool.waitFor { pool.restore(present, then: $0) }
        try pool.waitFor { pool.deleteSnapshot(present, then: $0) }
        try #require(try CampaignPool(of: pool, in: data) == known, "\(plans)")
    }

    /// Checks that there are only the files of the pools and of their snapshots.
    private func requireTidy(_ ids: [String], _ plans: String) throws {
        let files = ids.map { "\($0).sqlite" }
        try #require(
            try folder.contents(of: "data").filter { $0 != "lock" && $0 != "snapshots" } == files.sorted(),
            "\(plans)")
        guard FileSystem.exists("\(data)/snapshots") else { return }
        try #require(try folder.contents(of: "data/snapshots") == ids.sorted(), "\(plans)")
        for id in ids {
            let names = try folder.contents(of: "data/snapshots/\(id)")
            try #require(names.allSatisfy { $0.hasSuffix(".sqlite") }, "\(names) of \(id), \(plans)")
        }
    }
}
