import Directory
import Glibc
import PoolEngine
import SQLite
import Seeds

/// A thousand pools in one program.
struct Crowd {
    static let count = 1_000

    let folder: String

    private func open() throws -> UserPools {
        try UserPools(
            .directory, storage: .directory(folder), durability: .process, seeds: [SeedUserPool](),
            replacingExisting: false,
            fallback: { [] }, environment: .system())
    }

    /// Makes the pools' files, which a process of its own then serves.
    func make() throws {
        let seeds = try SeedFormat.directory.parse(
            Seeds.document((0..<Self.count).map { Seeds.small(id: "pool-\($0)") }), named: "benchmark")
        try UserPools(
            .directory, storage: .directory(folder), durability: .process, seeds: seeds,
            replacingExisting: false,
            fallback: { [] }, environment: .system()
        ).close()
    }

    /// Starts on the files, works on every pool three times over, and measures.
    func measure(into figures: inout Figures) throws {
        let before = Self.resident()
        var pools: UserPools?
        figures.add("start on 1 000 pools", times: [try milliseconds { pools = try open() }])
        guard let pools else { return }
        figures.add("resident memory after it", Self.resident(), "MB")
        var opening: [Double] = []
        for round in 0..<3 {
            for pool in pools.all {
                opening.append(
                    try milliseconds {
                        try Work(writes: false) {
                            _ = try $0.groups.members.list(of: "group-0", page: Page(number: 1, limit: 10))
                        }
                        .wait(on: pool)
                    })
                try pool.change(1, round: round, of: 3)
            }
        }
        figures.add("first answer of a pool whose file was closed", times: opening)
        figures.add("resident memory after work on all", Self.resident(), "MB")
        figures.add("of which the program has without pools", before, "MB")
        figures.add("open descriptors then", Double(try Self.descriptors()), "")
        try measureLookups(pools, into: &figures)
        figures.add("closing all", times: [milliseconds { pools.close() }])
    }

    private func measureLookups(_ pools: UserPools, into figures: inout Figures) throws {
        let ids = pools.all.map(\.id)
        let plain = Dictionary(uniqueKeysWithValues: pools.all.map { ($0.id, $0) })
        let repetitions = 1_000
        var (registry, dictionary) = ([Double](), [Double]())
        for _ in 0..<9 {
            var found = 0
            registry.append(
                milliseconds {
                    for _ in 0..<repetitions { for id in ids where pools.pool(id: id) != nil { found += 1 } }
                })
            dictionary.append(
                milliseconds {
                    for _ in 0..<repetitions { for id in ids where plain[id] != nil { found += 1 } }
                })
            precondition(found == 2 * repetitions * ids.count)
        }
        let perLookup = 1e6 / Double(repetitions * ids.count)
        figures.add("finding a pool by its id", registry.sorted()[4] * perLookup, "ns")
        figures.add("the same in a bare dictionary", dictionary.sorted()[4] * perLookup, "ns")
    }

    /// Resident memory in megabytes of a million bytes.
    private static func resident() -> Double {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, 256, file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
    }

    private static func descriptors() throws -> Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return count - 3
    }
}
