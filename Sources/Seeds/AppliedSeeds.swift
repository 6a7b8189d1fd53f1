// A server that is started again with the same seed only has to check that the pools exist, but reading a seed of a
// million users takes seconds. So the data directory records which large files were applied completely, and a file that
// has not changed since is not read. Small seeds are always read. The record only saves time: if it is missing or
// unreadable, the seed is read.

internal import JSON
internal import PoolEngine

/// The record of the large seeds that were applied to a data directory.
struct AppliedSeeds {
    /// The most entries; the oldest ones are removed first.
    private static let most = 32

    private let file: AppliedSeedsFile

    private struct Entry {
        let stamp: SeedStamp
        let pools: [(id: String, accessKeys: [String])]
    }

    init(in directory: String) {
        file = AppliedSeedsFile(in: directory)
    }

    /// The pools of a seed that was applied completely and has not changed since; nil for any other.
    ///
    /// - Parameters:
    ///   - source: the seed.
    ///   - format: the format by which it would be read.
    /// - Returns: the pools, which were not read.
    func pools(of source: SeedSource, _ format: SeedFormat) -> [SeedUserPool]? {
        guard source.isLarge, let stamp = source.stamp else { return nil }
        guard let entry = entries().last(where: { $0.stamp == stamp }) else { return nil }
        let top = SeedPath(file: source.name, text: "userPools")
        return entry.pools.enumerated().map { number, pool in
            let path = top.element(number)
            return SeedUserPool(
                path: path, id: pool.id, name: "", createdAt: nil,
                accessKeys: pool.accessKeys.enumerated().map {
                    (path.member("accessKeys").element($0), AccessKey(id: $1, secret: ""))
                },
                contents: SeedContents(applied: source), format: format)
        }
    }

    /// Records the large seeds that were read and applied.
    ///
    /// - Parameters:
    ///   - pools: the pools of all seeds.
    ///   - now: the current time.
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
    /// Reads the seeds that were recorded as applied but are needed.
    ///
    /// - Parameters:
    ///   - pools: the pools of seeds.
    ///   - isNeeded: whether a pool has to be created.
    /// - Returns: the pools, in the same order; the needed ones have been read.
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
