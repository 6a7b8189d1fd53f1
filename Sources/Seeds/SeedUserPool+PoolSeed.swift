public import PoolEngine
public import SQLite

/// How pools are made of seeds when a program starts.
extension SeedUserPool: PoolSeed {
    public var accessKeyIds: [String] { accessKeys.map(\.key.id) }
    public var isLarge: Bool { contents.source.isLarge }

    public static func prepared(
        _ seeds: [SeedUserPool], where isNeeded: (SeedUserPool) -> Bool
    ) throws -> [SeedUserPool] {
        let seeds = try reading(seeds, where: isNeeded)
        try requireDistinct(seeds)
        return seeds
    }

    public static func didApply(_ seeds: [SeedUserPool], to directory: String, at moment: Timestamp) {
        AppliedSeeds(in: directory).note(seeds, at: moment)
    }

    public func checkForm() throws {
        if !contents.wasApplied { try read(into: nil) }
    }

    public func fill(_ connection: Connection, environment: Environment) throws {
        try build(on: connection, environment: environment)
    }

    public func willSave() {
        contents.source.begin(.saving)
    }

    public func accessKeyError(at index: Int, ownedBy poolId: String) -> any Error {
        let (place, key) = accessKeys[index]
        return place.member("id").error(
            "\"\(key.id)\" belongs to the user pool \(poolId), which exists already")
    }
}
