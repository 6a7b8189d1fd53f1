internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// Creates a user pool: from a seed, as a copy of another, or with the initial state of the first user pool.
struct UserPoolCreation {
    private static let accessKey = ControlObject(
        name: "NewAccessKey",
        fields: [
            .optional("id", .string, "The id of the access key; a new one if absent."),
            .optional("secret", .string, "Its secret; a new one if absent."),
        ])
    private static let origin = ControlObject(
        name: "Origin",
        fields: [
            .required("userPool", .string, "The id of the user pool to copy."),
            .optional("snapshot", .string, "The snapshot to copy; the current state if absent."),
        ])

    /// The members of the body.
    static let fields: [ControlField] = [
        .optional("id", .string, "The id of the user pool; a new one if absent."),
        .optional("name", .string, "Its name; the id if absent."),
        .optional("accessKey", .object(accessKey), "Its access key."),
        .optional("from", .object(origin), "The user pool to copy."),
        .optional("seed", .foreignObject, "A user pool of the seed format; not together with from."),
    ]

    private let call: ControlCall
    private let environment: Environment
    private let id: String?
    private let name: String?
    private let accessKey: AccessKey?
    private let origin: SeedObject?
    private let seed: String?

    /// Reads the body of a call.
    ///
    /// - Throws: `SeedError`, `ControlError`.
    init(_ call: ControlCall) throws {
        self.call = call
        let body = call.body
        let id = try body.id("id")
        self.id = id
        // In a deterministic run, what a pool with a chosen id is given depends on the id only.
        let environment = call.context.environment
        self.environment = id.map { environment.part("access key of \($0)") } ?? environment
        name = try body.text("name", emptyIsNone: true, atMost: NewUserPool.maxNameLength)
        origin = try body.object("from", allowing: Self.origin.fields.map(\.name))
        seed = try body.objectText("seed")
        if origin != nil, seed != nil {
            throw ControlError.invalidRequest("from and seed cannot be given together")
        }
        let key = try body.object("accessKey", allowing: Self.accessKey.fields.map(\.name))
        accessKey = try key.map { key in
            let new = AccessKey.generated(environment)
            return AccessKey(
                id: try key.id("id") ?? new.id,
                secret: try key.text(
                    "secret", emptyIsNone: true, atMost: NewUserPool.maxSecretLength) ?? new.secret)
        }
    }

    /// Creates the user pool and sends the response.
    ///
    /// - Throws: `SeedError`, `SnapshotError`, `ControlError`.
    func run() throws {
        let context = call.context
        guard let seed else { return try fork() }
        let identity = SeedIdentity(
            id: id, name: name, accessKey: accessKey, environment: environment)
        let pool = try context.seeds.userPool(in: Array(seed.utf8), at: "seed", as: identity)
        context.pools.make(pool, then: finish)
    }

    private func fork() throws {
        let context = call.context
        let newId = id ?? environment.newId()
        let new = try NewUserPool(
            id: newId, name: name ?? newId,
            accessKeys: [accessKey ?? AccessKey.generated(environment)])
        guard let origin else {
            guard let first = context.pools.first else {
                throw ControlError(409, "no_user_pool", "there is no user pool to copy")
            }
            return context.pools.fork(first, at: .seed, as: new, then: finish)
        }
        let originId = try origin.requiredText("userPool")
        guard let pool = context.pools.pool(id: originId) else {
            throw SnapshotError.unknownUserPool(originId)
        }
        let snapshot = try origin.text("snapshot").map { try SnapshotName($0) }
        context.pools.fork(pool, at: snapshot, as: new, then: finish)
    }

    private func finish(_ result: Result<UserPool, any Error>) {
        call.finish(result) { pool, writer in
            let path = PercentEncoding.encoded(segment: pool.id)
            // The caller that creates a user pool needs its access key.
            UserPoolEntry(pool, showsSecrets: true, url: "\(call.baseURL)/_pools/\(path)").write(to: &writer)
        }
    }
}
