internal import Crypto
internal import Directory
internal import JSON
internal import PoolEngine

/// Gives a management token for an access key (`POST /api/v3/get-management-token`, auth.md part a).
///
/// The one operation that needs no credentials and no user pool's queue: access keys are known to all event loops.
struct GetManagementToken {
    /// Empty texts pass: they are an unknown key and a wrong secret.
    private static let accessKeyId = Field.text("accessKeyId", length: 0...Int.max)
    private static let accessKeySecret = Field.text("accessKeySecret", length: 0...Int.max)

    static let declaration = OperationDeclaration(
        .post, "get-management-token", fields: [accessKeyId, accessKeySecret],
        answers: .object(
            ReplyObject(
                "AccessTokenResDto",
                [ReplyMember("access_token", .text), ReplyMember("expires_in", .integer)])))

    private let accessKeyId: String
    private let accessKeySecret: String

    init(from fields: inout FieldReader) {
        accessKeyId = fields.read(Self.accessKeyId)
        accessKeySecret = fields.read(Self.accessKeySecret)
    }

    /// Checks the access key and writes the value of `data`.
    ///
    /// - Parameters:
    ///   - pools: the user pools.
    ///   - mode: with `off`, an unknown key gets a token for the first pool and no secret is looked at.
    ///   - lifetime: how long the token is good, in seconds.
    ///   - clock: the clock.
    ///   - data: takes `{access_token, expires_in}`.
    /// - Throws: `APIError` 2224 for an unknown key, 401 for a wrong secret.
    func respond(
        pools: UserPools, mode: AuthenticationMode, lifetime: Int, clock: any WallClock, to data: inout Writer
    ) throws(APIError) {
        let found = pools.accessKey(id: accessKeyId)
        guard let pool = found?.pool ?? (mode == .off ? pools.all.first : nil) else {
            throw .userPoolNotFound.logged("no user pool has the access key \(shownKeyId)")
        }
        if mode == .strict, let key = found?.key {
            // Digests of swift-crypto are compared in constant time.
            guard SHA256.hash(data: Array(accessKeySecret.utf8)) == SHA256.hash(data: Array(key.secret.utf8))
            else {
                throw .wrongSecret.logged("for the access key \(shownKeyId)")
            }
        }
        let now = clock.now.seconds
        let token = ManagementToken(
            userPoolId: pool.id, accessKeyId: accessKeyId, issuedAt: now, expiresAt: now + Int64(lifetime))
        data.beginObject()
        data.member("access_token", token.signed(with: pool.tokenSecret))
        data.member("expires_in", Int64(lifetime))
        data.endObject()
    }

    /// The key's id as the log shows it.
    private var shownKeyId: String { String(accessKeyId.unicodeScalars.prefix(100)) }
}
