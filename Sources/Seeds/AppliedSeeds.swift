// A server that is started with the same seed again has nothing to do but to see that the pools are there; yet reading
// a seed of a million users takes seconds. So it is noted beside the pools which large files were applied whole, and a
// file that has not changed since is not read. Small seeds are read every time. The note only saves time: without it,
// or when it cannot be read, the seed is read.

internal import JSON
internal import PoolEngine

/// The note of the large seeds that were applied to a data directory.
struct AppliedSeeds {
    /// The oldest notes go when there are more.
    private static let most = 32

    private let file: AppliedSeedsFile

    private struct Entry {
        let stamp: SeedStamp
        let pools: [(id: String, accessKeys: [String])]
    }

    /// The note in a data directory.
    init(in directory: String) {
        file = AppliedSeedsFile(in: directory)
    }

    /// The pools of a seed that was applied whole and has not changed since; nil for any other.
    ///
    /// - Parameters:
    ///   - source: the seed.
    ///   - format: the format it would be read by.
    /// - Returns: the pools, which were not read.
    func pools(of source: SeedSource, _ format: SeedFormat) -> [SeedUserPool]? {
        guard source.isLarge, let stamp = source.stamp else { return nil }
        guard let entry = entries().last(where: { $0.stamp == stamp }) else { return nil }
        let top = SeedPlace(file: source.name, path: "userPools")
        return entry.pools.enumerated().map { number, pool in
            let place = top.element(number)
            return SeedUserPool(
                place: place, id: pool.id, name: "", createdAt: nil,
                accessKeys: pool.accessKeys.enumerated().map {
                    (place.member("accessKeys").element($0), AccessKey(id: $1, secret: ""))
                },
                contents: SeedContents(applied: source), format: format)
        }
    }

    /// Notes the large seeds among those that were applied, as far as they were read.
    ///
    /// - Parameters:
    ///   - pools: the pools of all seeds.
    ///   - now: the present time.
    func note(_ pools: [SeedUserPool], at now: Timestamp) {
        var noted: [Entry] = []
        for pool in pools {
            let source = pool.contents.source
            guard !pool.contents.wasApplied, source.isLarge, let stamp = source.stamp,
                stamp.isSettled(at: now), !noted.contains(where: { $0.stamp == stamp })
            else { continue }
            let all = pools.filter { $0.contents.source === source }
            noted.append(Entry(stamp: stamp, pools: all.map { ($0.id, $0.accessKeys.map(\.key.id)) }))
        }
        guard !noted.isEmpty else { return }
        let kept = entries().filter { old in !noted.contains { $0.stamp == old.stamp } }
        write((kept + noted).suffix(Self.most))
    }

    private func entries() -> [Entry] {
        guard file.exists, let source = try? SeedSource(path: file.path),
            let text = try? SeedCursor(source, ends: [:]).value()
        else { return [] }
        return text["seeds"]?.elements.compactMap { entry in
            guard let stamp = SeedStamp(entry["stamp"]?.elements.compactMap(\.int64) ?? []) else {
                return nil
            }
            let pools = entry["userPools"]?.elements.map { pool in
                (
                    id: pool["id"]?.string ?? "",
                    accessKeys: pool["accessKeys"]?.elements.compactMap(\.string) ?? []
                )
            }
            return Entry(stamp: stamp, pools: pools ?? [])
        } ?? []
    }

    private func write(_ entries: some Sequence<Entry>) {
        var writer = Writer(reserving: 1_024, layout: .indented)
        writer.beginObject()
        writer.name("seeds")
        writer.beginArray()
        for entry in entries {
            writer.beginObject()
            writer.name("stamp")
            writer.beginArray()
            for number in entry.stamp.numbers { writer.int(number) }
            writer.endArray()
            writer.name("userPools")
            writer.beginArray()
            for pool in entry.pools {
                writer.beginObject()
                writer.member("id", pool.id)
                writer.name("accessKeys")
                writer.beginArray()
                for key in pool.accessKeys { writer.string(key) }
                writer.endArray()
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        file.replace(with: writer.finish())
    }
}

extension SeedUserPool {
    /// Reads the seeds that were noted as applied and yet are needed.
    ///
    /// - Parameters:
    ///   - pools: the pools of seeds.
    ///   - isNeeded: whether a pool has to be made.
    /// - Returns: the pools, in the same order; those that are needed were read.
    /// - Throws: `SeedError`.
    static func reading(_ pools: [SeedUserPool], where isNeeded: (SeedUserPool) -> Bool) throws
        -> [SeedUserPool]
    {
        var result: [SeedUserPool] = []
        var rest = pools[...]
        while let first = rest.first {
            let source = first.contents.source
            let own = rest.prefix { $0.contents.source === source }
            rest = rest.dropFirst(own.count)
            let mustRead = own.contains { $0.contents.wasApplied && isNeeded($0) }
            result += mustRead ? try first.format.pools(of: source) : Array(own)
        }
        return result
    }
}
