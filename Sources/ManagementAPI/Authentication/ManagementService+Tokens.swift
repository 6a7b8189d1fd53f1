public import PoolEngine

extension ManagementService {
    /// Makes a token as `get-management-token` does, with any time of expiry.
    ///
    /// - Parameters:
    ///   - pool: the user pool that the token is for.
    ///   - accessKeyId: the id of the access key.
    ///   - expiresAt: when it expires, in seconds since the Unix epoch; also a time in the past.
    /// - Returns: the text of the token.
    public func token(for pool: UserPool, accessKeyId: String, expiresAt: Int64) -> String {
        ManagementToken(
            userPoolId: pool.id, accessKeyId: accessKeyId, issuedAt: min(pool.clock.now.seconds, expiresAt),
            expiresAt: expiresAt
        ).signed(with: pool.tokenSecret)
    }
}
