public import PoolEngine
public import SQLite

/// Creating the pools of seeds at the start of the program.
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
        let (path, key) = accessKeys[index]
        return path.member("id").error(
            "\"\(key.id)\" already belongs to the user pool \(poolId)")
    }
}
