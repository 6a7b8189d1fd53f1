internal import Contract
internal import Crypto
internal import JSON
internal import PoolEngine

/// Issues a management token for an access key (auth.md part a).
///
/// With `AuthenticationMode.off` an unknown key gets a token for the first pool, and no secret is checked.
extension GetManagementToken: ServiceOperation {
    func respond(in service: ServiceContext, to data: inout Writer) throws(APIError) {
        let mode = service.authentication
        let found = service.pools.accessKey(id: accessKeyId)
        let selected = found == nil && mode != .off ? nil : service.selectedUserPool
        guard let pool = selected ?? found?.pool ?? (mode == .off ? service.pools.all.first : nil) else {
            throw .userPoolNotFound.logged("no user pool has the access key \(shownKeyId)")
        }
        if mode == .strict, let key = found?.key {
            // Digests of swift-crypto are compared in constant time.
            guard SHA256.hash(data: Array(accessKeySecret.utf8)) == SHA256.hash(data: Array(key.secret.utf8))
            else {
                throw .wrongSecret.logged("for the access key \(shownKeyId)")
            }
            guard key.isEnabled else { throw .accessKeyDisabled.logged("the access key is \(shownKeyId)") }
        }
        let now = service.environment.clock.now.seconds
        let lifetime = Int64(service.tokenLifetime)
        let token = ManagementToken(
            userPoolId: pool.id, accessKeyId: accessKeyId, issuedAt: now, expiresAt: now + lifetime)
        data.beginObject()
        data.member("access_token", token.signed(with: pool.tokenSecret))
        data.member("expires_in", lifetime)
        data.endObject()
    }

    /// The key's id as the log shows it.
    private var shownKeyId: String { APIError.shown(accessKeyId) }
}
