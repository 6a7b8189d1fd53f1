import Foundation
import Locking
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Progress of a seed")
struct SeedProgressTests {
    /// Ids, and what the progress is whenever one is asked for.
    private final class WatchingIds: IdSource {
        let seen = Lock<[SeedProgress.Moment?]>([])
        private let ids = CountingIds()
        private let progress: SeedProgress

        init(_ progress: SeedProgress) {
            self.progress = progress
        }

        func next(at moment: Timestamp) -> String {
            seen.withLock { $0.append(progress.now) }
            return ids.next(at: moment)
        }
    }

    private let folder: TemporaryFolder
    private let path: String
    private let progress = SeedProgress()

    init() throws {
        folder = try TemporaryFolder(isFast: true)
        path = folder.file("seed.json")
        let users = (0..<30_000).map { #"{"username": "user-\#($0)"}"# }.joined(separator: ", ")
        try SeedText.pool(#""users": [\#(users)]"#).write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test("The progress of a seed is empty before a seed is read, and then the check of the whole file")
    func check() throws {
        #expect(progress.now == nil)
        _ = try SeedFormat.directory.read(path, progress: progress)
        #expect(progress.now?.seed == path)
        #expect(progress.now?.step == .checking)
        #expect(progress.now?.percent == 100)
    }

    @Test(
        "The progress of a seed counts from the beginning while the pool is filled, and ends with the steps after it"
    )
    func filling() throws {
        let ids = WatchingIds(progress)
        let environment = Environment(clock: FakeClock(), random: SeededRandom(seed: 1), ids: ids)
        let data = folder.file("data")
        let pools = try UserPools(
            .directory, storage: .directory(data), durability: .process,
            seeds: try SeedFormat.directory.read(path, progress: progress), replacingExisting: false,
            fallback: { [] },
            environment: environment)
        pools.close()
        let seen = ids.seen.withLock { $0.compactMap(\.self) }.filter { $0.step == .filling }
        let percents = seen.compactMap(\.percent)
        #expect(percents.count == seen.count && percents.count >= 30_000)
        #expect(percents == percents.sorted())
        #expect((percents.first ?? 100) < 50 && percents.last == 100)
        #expect(Set(percents).count >= 3)
        #expect(progress.now?.step == .saving)
        #expect(progress.now?.percent == nil)
    }
}
