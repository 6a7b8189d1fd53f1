import HTTP
import PoolEngine
import Testing

@testable import Contract
@testable import Directory
@testable import ManagementAPI

/// Who may work on which user pool.
@Suite("Authenticator")
struct AuthenticatorTests {
    private let fixture: Fixture
    /// One for all calls of a test, so that later ones meet what it remembers.
    private let strict, off: Authenticator
    private static let operation = GetGroup.declaration

    init() throws {
        let fixture = try Fixture()
        self.fixture = fixture
        func authenticator(_ mode: AuthenticationMode) -> Authenticator {
            Authenticator(
                pools: fixture.pools, mode: mode,
                signatures: SignatureCheck(maxClockSkew: 900, clock: fixture.clock))
        }
        strict = authenticator(.strict)
        off = authenticator(.off)
    }

    /// The id of the pool found; throws the refusal.
    private func pool(
        _ mode: AuthenticationMode = .strict, _ authorization: String?,
        _ headers: [(name: String, value: String)] = []
    ) throws -> String {
        let authenticator = mode == .strict ? strict : off
        let request = RequestText.get(
            "/api/v3/get-group?code=developer",
            headers: (authorization.map { [("Authorization", $0)] } ?? []) + headers)
        return try request.lend { request in
            let parameters = try RequestParameters(of: request)
            return try authenticator.userPool(
                of: request, selected: nil, parameters: { () throws(APIError) in parameters },
                declaration: Self.operation
            ).id
        }
    }

    /// A token of a pool, signed by that pool unless another is named.
    private func makeToken(
        for pool: String = Fixture.firstPool, key: String = "KEY", signedBy signer: String? = nil,
        lifetime: Int64 = 60
    ) throws -> String {
        let secret = try #require(fixture.pools.pool(id: signer ?? pool)).tokenSecret
        let now = fixture.clock.now.seconds
        return ManagementToken(userPoolId: pool, accessKeyId: key, issuedAt: now, expiresAt: now + lifetime)
            .signed(with: secret)
    }

    @Test("The authenticator finds the pool of a token, bare or after Bearer")
    func token() throws {
        #expect(try pool(.strict, makeToken()) == Fixture.firstPool)
        #expect(
            try pool(.strict, "Bearer \(makeToken(for: Fixture.secondPool, key: "KEY2"))")
                == Fixture.secondPool)
    }

    @Test("The authenticator finds the pool of a signature's access key")
    func signature() throws {
        let vector = try #require(SignatureVector.all.first { $0.title == "a GET of the GenAuth Node SDK" })
        #expect(
            try pool(.strict, "GenAuth KEY:\(vector.signature)", vector.request.headers) == Fixture.firstPool)
        #expect(
            try pool(.strict, "authing a:b:\(vector.signature)", vector.request.headers) == Fixture.firstPool)
        #expect(
            try pool(.strict, "authing KEY2:\(vector.signature)", vector.request.headers)
                == Fixture.secondPool)
    }

    @Test(
        "The authenticator refuses missing, unreadable and meaningless credentials",
        arguments: [nil, "", "Basic x", "Bearer", "Bearer x", "x.y.z"])
    func refused(authorization: String?) {
        #expect(throws: APIError.notSignedIn) { try pool(.strict, authorization) }
    }

    @Test("The authenticator refuses a token from the second it expires")
    func expiry() throws {
        let token = try makeToken(lifetime: 60)
        fixture.clock.advance(milliseconds: 59_999)
        #expect(try pool(.strict, token) == Fixture.firstPool)
        fixture.clock.advance(milliseconds: 1)
        #expect(throws: APIError.notSignedIn) { try pool(.strict, token) }
    }

    @Test("The authenticator accepts a token again and again, and none that differs in a byte")
    func again() throws {
        let token = try makeToken()
        for _ in 0..<3 { #expect(try pool(.strict, token) == Fixture.firstPool) }
        for offset in [0, token.utf8.count / 2, token.utf8.count - 1] {
            var bytes = Array(token.utf8)
            bytes[offset] ^= 1
            let other = String(decoding: bytes, as: UTF8.self)
            for _ in 0..<2 { #expect(throws: APIError.notSignedIn) { try pool(.strict, other) } }
        }
        #expect(throws: APIError.notSignedIn) { try pool(.strict, String(token.dropLast())) }
        #expect(try pool(.strict, token) == Fixture.firstPool)
    }

    @Test("The authenticator distinguishes many tokens")
    func many() throws {
        let tokens = try (1...600).map { number in
            let isFirst = number % 2 == 0
            return (
                try makeToken(
                    for: isFirst ? Fixture.firstPool : Fixture.secondPool, key: isFirst ? "KEY" : "KEY2",
                    lifetime: Int64(number) + 10), isFirst ? Fixture.firstPool : Fixture.secondPool
            )
        }
        for _ in 0..<2 {
            for (token, id) in tokens { #expect(try pool(.strict, token) == id) }
        }
    }

    @Test("The authenticator accepts a token that names another pool than that of its key")
    func foreignKey() throws {
        #expect(try pool(.strict, try makeToken(key: "KEY2")) == Fixture.firstPool)
    }

    @Test("The authenticator refuses a token that another pool has signed, or for an unknown key or pool")
    func foreign() throws {
        let tokens = [
            try makeToken(signedBy: Fixture.secondPool), try makeToken(key: "nobody"),
            try makeToken(for: "nowhere", signedBy: Fixture.firstPool),
        ]
        for token in tokens { #expect(throws: APIError.notSignedIn) { try pool(.strict, token) } }
    }

    @Test(
        "The authenticator refuses a token whose caller names another pool",
        arguments: ["x-authing-userpool-id", "x-genauth-userpool-id"])
    func mismatch(header: String) throws {
        let token = try makeToken()
        #expect(throws: APIError.notSignedIn) { try pool(.strict, token, [(header, Fixture.secondPool)]) }
        #expect(throws: APIError.notSignedIn) { try pool(.strict, token, [(header, "nowhere")]) }
        #expect(try pool(.strict, token, [(header, Fixture.firstPool)]) == Fixture.firstPool)
        #expect(try pool(.strict, token, [(header, "")]) == Fixture.firstPool)
    }

    @Test(
        "The authenticator finds the pool by the id of an access key",
        arguments: ["x-authing-userpool-id", "x-genauth-userpool-id"])
    func keyAsPool(header: String) throws {
        let token = try makeToken()
        #expect(try pool(.strict, token, [(header, "KEY")]) == Fixture.firstPool)
        #expect(try pool(.strict, token, [(header, "a:b")]) == Fixture.firstPool)
        let refused: APIError? = #expect(throws: APIError.notSignedIn) {
            try pool(.strict, token, [(header, "KEY2")])
        }
        #expect(refused?.detail == "x-authing-userpool-id names KEY2, the token is for \(Fixture.firstPool)")
        #expect(try pool(.off, nil, [(header, "KEY2")]) == Fixture.secondPool)
    }

    @Test(
        "The authenticator refuses the token of a pool that was removed and created again with the same id and key"
    )
    func poolMadeAnew() async throws {
        let new = try NewUserPool(
            id: "copy", name: "Copy", accessKeys: [AccessKey(id: "COPY", secret: Fixture.secret)])
        try await fork(as: new)
        let token = try makeToken(for: "copy", key: "COPY")
        for _ in 0..<2 { #expect(try pool(.strict, token) == "copy") }
        // A request that is still at work keeps the removed pool in memory.
        let removed = try #require(fixture.pools.pool(id: "copy"))
        try await withCheckedThrowingContinuation { done in
            fixture.pools.remove(id: "copy") { done.resume(with: $0) }
        }
        #expect(throws: APIError.notSignedIn) { try pool(.strict, token) }
        try await fork(as: new)
        for _ in 0..<2 { #expect(throws: APIError.notSignedIn) { try pool(.strict, token) } }
        #expect(try pool(.strict, makeToken(for: "copy", key: "COPY")) == "copy")
        #expect(fixture.pools.pool(id: "copy") !== removed)
    }

    private func fork(as new: NewUserPool) async throws {
        let first = try #require(fixture.pools.pool(id: Fixture.firstPool))
        let _: UserPool = try await withCheckedThrowingContinuation { done in
            fixture.pools.fork(first, as: new) { done.resume(with: $0) }
        }
    }

    @Test("The authenticator logs why a caller is refused, without the credentials")
    func reasons() throws {
        let expired = try makeToken(lifetime: 60)
        fixture.clock.advance(milliseconds: 60_000)
        let refusals: [(authorization: String?, reason: String)] = [
            (nil, "there is no Authorization header"),
            ("Basic x", "the Authorization header holds neither a token nor a signature"),
            ("x.y.z", "the Authorization header holds no management token of this server"),
            (expired, "the token has expired"),
            (
                try makeToken(for: "nowhere", signedBy: Fixture.firstPool),
                "the token is for the user pool nowhere, which does not exist"
            ),
            (
                try makeToken(signedBy: Fixture.secondPool),
                "the token was not made by this user pool as it is now"
            ),
            (try makeToken(key: "nobody"), "the access key nobody does not exist"),
            ("authing NOBODY:AAAA", "no user pool has the access key NOBODY"),
        ]
        for (authorization, reason) in refusals {
            do {
                _ = try pool(.strict, authorization)
                Issue.record("accepted: \(reason)")
            } catch let error as APIError {
                #expect(error.detail == reason)
            }
        }
    }

    @Test("The authenticator uses the other brand's header when one is empty")
    func emptyHeader() throws {
        let headers = [("x-authing-userpool-id", ""), ("x-genauth-userpool-id", Fixture.secondPool)]
        #expect(throws: APIError.notSignedIn) { try pool(.strict, try makeToken(), headers) }
        #expect(try pool(.off, nil, headers) == Fixture.secondPool)
    }

    @Test("The authenticator refuses an unknown access key with 2224")
    func unknownKey() {
        #expect(throws: APIError.userPoolNotFound) { try pool(.strict, "authing NOBODY:AAAA") }
        #expect(throws: APIError.userPoolNotFound) { try pool(.strict, "authing :AAAA") }
    }

    @Test(
        "Authentication that is off accepts any credentials, and uses the first pool when they name none",
        arguments: [nil, "", "Basic x", "Bearer x", "x.y.z", "authing NOBODY:x", "authing KEY:x"])
    func off(authorization: String?) throws {
        #expect(try pool(.off, authorization) == Fixture.firstPool)
    }

    @Test("Authentication that is off looks at the access key, the token, and then the header")
    func offNamed() throws {
        let first = [("x-authing-userpool-id", Fixture.firstPool)]
        let second = [("x-genauth-userpool-id", Fixture.secondPool)]
        #expect(try pool(.off, "authing KEY2:x", first) == Fixture.secondPool)
        let unsigned = try makeToken(
            for: Fixture.secondPool, key: "nobody", signedBy: Fixture.firstPool, lifetime: -9)
        #expect(try pool(.off, unsigned, first) == Fixture.secondPool)
        #expect(try pool(.off, nil, second) == Fixture.secondPool)
        #expect(try pool(.off, "Bearer x", second) == Fixture.secondPool)
        #expect(try pool(.off, nil, [("x-authing-userpool-id", "nowhere")]) == Fixture.firstPool)
    }
}
