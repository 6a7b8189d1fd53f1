import JSON
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Export and seed are inverse, whatever a seed says.
@Suite("Seeds made at random")
struct SeedExportPropertyTests {
    /// The seed of a pool that was made from a seed.
    private func export(_ text: [UInt8]) throws -> [UInt8] {
        let pool = try #require(try SeedFormat.directory.parse(text, named: "seed").first)
        let connection = try Connection(path: ":memory:")
        try pool.build(on: connection, environment: .fake())
        return try SeedFormat.directory.text(of: connection)
    }

    @Test("Random seeds are exported as they were, with all their content", arguments: 1...40)
    func identity(seed: UInt64) throws {
        var random = RandomSeed(seed: seed)
        let text = random.document()
        let exported = try export(text)
        #expect(try export(exported) == exported)
        for word in random.words {
            #expect(String(decoding: exported, as: UTF8.self).contains(word), "\(word)")
        }
    }
}
