import Directory
import ManagementAPI
import PoolEngine
import SQLite
import Seeds

/// Two user pools in memory, a stopped clock, and a recorded log.
struct Fixture {
    /// The secret of every access key; not ASCII, because a secret is used as UTF-8.
    static let secret = "s3cr3t-钥匙"
    static let firstPool = "59f86b4832eb28071bdd9214"
    static let secondPool = "second>pool?~"

    let clock = SettableClock()
    let log = LogRecorder()
    let environment: Environment
    let pools: UserPools

    /// What is emulated.
    let operations: EmulatedOperations

    /// Makes the pools.
    ///
    /// - Parameter domains: what the pools consist of, and the operations.
    /// - Throws: `SeedError`, or what the opening of a pool throws.
    init(_ domains: [Domain] = Domain.all) throws {
        let random = SystemRandom()
        environment = Environment(clock: clock, random: random, ids: ObjectIdSource(random: random))
        let definition = PoolDefinition(domains.map(\.pool))
        let format = SeedFormat(definition, sections: domains.compactMap(\.seed))
        let seeds = try format.parse(Array(Self.seed.utf8), named: "the seed of the tests")
        pools = try UserPools(
            definition, storage: .memory, durability: .process, seeds: seeds, replacingExisting: false,
            fallback: { [] }, environment: environment)
        operations = EmulatedOperations { domains.map { ($0.name, $0.operations()) } }
    }

    private static let seed = """
        {"userPools": [
          {
            "id": "\(firstPool)", "name": "First",
            "accessKeys": [{"id": "KEY", "secret": "\(secret)"}, {"id": "a:b", "secret": "\(secret)"}],
            "users": [{"userId": "u1", "username": "one"}, {"userId": "u2", "username": "two"}],
            "groups": [{"code": "developer", "name": "Developers", "members": ["one"]}],
            "organizations": [{
              "organizationCode": "steamory", "organizationName": "Steamory",
              "departments": [{"departmentId": "d1", "name": "Engineering"}]
            }]
          },
          {"id": "\(secondPool)", "name": "Second", "accessKeys": [{"id": "KEY2", "secret": "\(secret)"}]}
        ]}
        """
}
