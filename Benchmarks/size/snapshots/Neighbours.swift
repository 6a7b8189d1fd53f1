import Directory
import Dispatch
import Locking
import PoolEngine
import SQLite
import Seeds

/// What a pool notices of snapshots and restores of another one.
struct Neighbours {
    let folder: String

    private static let calls = 400

    /// Measures a pool alone, and while a large one is snapshotted and restored without a pause.
    func measure(into figures: inout Figures) throws {
        let seeds = try SeedFormat.directory.parse(
            Seeds.document([Seeds.large(id: "large"), Seeds.small(id: "small")]), named: "benchmark")
        let pools = try UserPools(
            .directory, storage: .directory(folder), durability: .process, seeds: seeds,
            replacingExisting: false,
            fallback: { [] }, environment: .system())
        guard let large = pools.pool(id: "large"), let small = pools.pool(id: "small") else { return }
        figures.add("a change of a small pool, alone", times: try times(of: small))
        let isEnding = Lock(false)
        let ended = DispatchSemaphore(value: 0)
        let name = try SnapshotName("copied")
        DispatchQueue.global().async {
            while !isEnding.withLock(\.self) {
                _ = try? wait { large.takeSnapshot(name, replacing: true, then: $0) }
                try? wait { large.restore(name, then: $0) }
            }
            ended.signal()
        }
        figures.add("the same beside endless snapshots of a large one", times: try times(of: small))
        isEnding.withLock { $0 = true }
        ended.wait()
        pools.close()
    }

    private func times(of pool: UserPool) throws -> [Double] {
        try (0..<Self.calls).map { round in try milliseconds { try pool.change(1, round: round, of: 3) } }
    }
}
