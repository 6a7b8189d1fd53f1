import Directory
import PoolEngine
import SQLite
import Seeds

/// Snapshots, restores, forks and resets of one pool.
struct Snapshots {
    let rounds: Int
    let folder: String

    private static let changes = 20

    private func open(_ storage: Storage, _ durability: Durability, _ seed: String) throws -> UserPools {
        try UserPools(
            .directory, storage: storage, durability: durability,
            seeds: try SeedFormat.directory.parse(Seeds.document([seed]), named: "benchmark"),
            replacingExisting: false,
            fallback: { [] }, environment: .system())
    }

    /// Measures pools in files, with both promises of durability, and in memory.
    func measure(into figures: inout Figures) throws {
        for (name, storage, durability) in [
            ("in a file", Storage.directory("\(folder)/process"), Durability.process),
            ("in a file, --durability power", .directory("\(folder)/power"), .power),
            ("in memory", .memory, .process),
        ] {
            let pools = try open(storage, durability, Seeds.large(id: "large"))
            try measureLarge(pools, name, into: &figures)
            pools.close()
            let small = try open(
                storage == .memory ? .memory : .directory("\(folder)/small-\(durability)"), durability,
                Seeds.small(id: "small"))
            try measureSmall(small, name, into: &figures)
            small.close()
        }
    }

    private func measureLarge(
        _ pools: UserPools, _ name: String, into figures: inout Figures
    ) throws {
        guard let pool = pools.pool(id: "large") else { return }
        var (taken, restored, next, forked, forkedSnapshot, compared) = (
            [Double](), [Double](), [Double](), [Double](), [Double](), [Double]()
        )
        for round in 0..<rounds {
            let snapshot = try SnapshotName("round-\(round)")
            try pool.change(Self.changes, round: round, of: Seeds.largeUsers)
            taken.append(try milliseconds { try wait { pool.takeSnapshot(snapshot, then: $0) } })
            try pool.change(Self.changes, round: -round, of: 1)
            try pool.change(Self.changes, round: round + 1, of: Seeds.largeUsers)
            compared.append(try milliseconds { try wait { pool.difference(from: snapshot, then: $0) } })
            restored.append(try milliseconds { try wait { pool.restore(snapshot, then: $0) } })
            next.append(try milliseconds { try pool.change(1, round: round, of: Seeds.largeUsers) })
            for at in [nil, snapshot] {
                let new = try NewUserPool(
                    id: "fork", name: "fork", accessKeys: [AccessKey(id: "k", secret: "s")])
                let time = try milliseconds { try wait { pools.fork(pool, at: at, as: new, then: $0) } }
                if at == nil { forked.append(time) } else { forkedSnapshot.append(time) }
                try wait { pools.remove(id: "fork", then: $0) }
            }
            try wait { pool.deleteSnapshot(snapshot, then: $0) }
        }
        figures.add("snapshot, \(name)", times: taken)
        figures.add("restore, \(name)", times: restored)
        figures.add("first change after it, \(name)", times: next)
        figures.add("fork, \(name)", times: forked)
        figures.add("fork of a snapshot, \(name)", times: forkedSnapshot)
        figures.add("difference after 40 changes, \(name)", times: compared)
    }

    private func measureSmall(
        _ pools: UserPools, _ name: String, into figures: inout Figures
    ) throws {
        guard let pool = pools.pool(id: "small") else { return }
        var times: [Double] = []
        for round in 0..<(rounds * 5) {
            try pool.change(3, round: round, of: 3)
            times.append(try milliseconds { try wait { pool.restore(.seed, then: $0) } })
        }
        figures.add("reset to a small seed, \(name)", times: times)
    }
}
