package import PoolEngine
package import SQLite

/// How pools are made of seeds when a program starts.
extension SeedUserPool: PoolSeed {
    package var accessKeyIds: [String] { accessKeys.map(\.key.id) }
    package var isLarge: Bool { contents.source.isLarge }

    package static func prepared(
        _ seeds: [SeedUserPool], where isNeeded: (SeedUserPool) -> Bool
    ) throws -> [SeedUserPool] {
        let seeds = try reading(seeds, where: isNeeded)
        try requireDistinct(seeds)
        return seeds
    }

    package static func didApply(_ seeds: [SeedUserPool], to directory: String, at moment: Timestamp) {
        AppliedSeeds(in: directory).note(seeds, at: moment)
    }

    package func checkForm() throws {
        if !contents.wasApplied { try read(into: nil) }
    }

    package func fill(_ connection: Connection, environment: Environment) throws {
        try build(on: connection, environment: environment)
    }

    package func willSave() {
        contents.source.begin(.saving)
    }

    package func accessKeyError(at index: Int, ownedBy poolId: String) -> any Error {
        let (place, key) = accessKeys[index]
        return place.member("id").error(
            "\"\(key.id)\" belongs to the user pool \(poolId), which exists already")
    }
}
