internal import Contract
internal import Crypto
internal import JSON
internal import PoolEngine

/// Issues a management token for an access key (auth.md part a).
///
/// With `AuthenticationMode.off` an unknown key gets a token for the first pool, and no secret is checked.
extension GetManagementToken: ServiceOperation {
    func respond(in service: ServiceContext, to data: inout Writer) throws(APIError) {
        let pool = try userPool(in: service)
        let now = pool.clock.now.seconds
        let lifetime = Int64(service.tokenLifetime)
        let token = ManagementToken(
            userPoolId: pool.id, accessKeyId: accessKeyId, issuedAt: now, expiresAt: now + lifetime)
        data.beginObject()
        data.member("access_token", token.signed(with: pool.tokenSecret))
        data.member("expires_in", lifetime)
        data.endObject()
    }

    /// The user pool that the token is for: the one that the request selects, or that of the key.
    private func userPool(in service: ServiceContext) throws(APIError) -> UserPool {
        let found = service.pools.accessKey(id: accessKeyId)
        guard service.authentication == .strict else {
            guard let pool = service.selectedUserPool ?? found?.pool ?? service.pools.first else {
                throw .userPoolNotFound
            }
            return pool
        }
        guard let (pool, key) = found else {
            return try userPoolOnDemand(in: service)
        }
        guard hasSecret(key.secret) else { throw .wrongSecret.logged("for the access key \(shownKeyId)") }
        guard key.isEnabled else { throw .accessKeyDisabled.logged("the access key is \(shownKeyId)") }
        return service.selectedUserPool ?? pool
    }

    /// The user pool that an unknown key makes.
    private func userPoolOnDemand(in service: ServiceContext) throws(APIError) -> UserPool {
        guard service.pools.secretsForOnDemand.contains(where: hasSecret) else {
            throw .userPoolNotFound.logged("no user pool has the access key \(shownKeyId)")
        }
        if let selected = service.selectedUserPool { return selected }
        do {
            return try service.pools.poolOnDemand(for: AccessKey(id: accessKeyId, secret: accessKeySecret))
        } catch {
            throw APIError(error)
        }
    }

    /// Whether the caller has sent a secret; digests of swift-crypto are compared in constant time.
    private func hasSecret(_ secret: String) -> Bool {
        SHA256.hash(data: Array(accessKeySecret.utf8)) == SHA256.hash(data: Array(secret.utf8))
    }

    /// The key's id as the log shows it.
    private var shownKeyId: String { APIError.shown(accessKeyId) }
}
