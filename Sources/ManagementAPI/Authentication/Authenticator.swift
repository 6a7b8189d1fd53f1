internal import Directory
internal import HTTP
internal import Logging

/// How callers are checked.
package enum AuthenticationMode: String, CaseIterable, Sendable {
    /// As the service does.
    case strict
    /// Not at all; credentials only tell which user pool is meant.
    case off
}

/// Finds the user pool a caller may work on.
struct Authenticator: Sendable {
    let pools: UserPools
    let mode: AuthenticationMode
    let signatures: SignatureCheck
    let clock: any WallClock
    private let verifiedTokens = VerifiedTokens()

    /// Makes an authenticator.
    init(pools: UserPools, mode: AuthenticationMode, signatures: SignatureCheck, clock: any WallClock) {
        self.pools = pools
        self.mode = mode
        self.signatures = signatures
        self.clock = clock
    }

    /// The user pool of a request.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - parameters: reads the request's parameters; called only for signed requests, whose signature covers them.
    ///   - declaration: what is known of the operation.
    /// - Returns: the pool the operation is to work on.
    /// - Throws: `APIError` 2020 without good credentials, 2224 for an unknown access key, 1300 to 1306 for a bad
    ///   signature, and what `parameters` throws.
    func userPool(
        of request: borrowing Request, parameters: () throws(APIError) -> RequestParameters,
        declaration: OperationDeclaration
    ) throws(APIError) -> UserPool {
        let credentials = Credentials(of: request.headers)
        if mode == .off { return try namedPool(credentials, request.headers) }
        switch credentials {
        case .none, .unreadable:
            throw .notSignedIn
        case .token(let token):
            let pool = try userPool(ofToken: token)
            // A caller that names another pool than its token's works on the wrong one.
            if let named = Self.namedPoolId(request.headers), named != pool.id { throw .notSignedIn }
            return pool
        case .signature(let id, let signature):
            guard let (pool, key) = pools.accessKey(id: id) else { throw .userPoolNotFound }
            let text = StringToSign(request, parameters: try parameters(), declaration: declaration)
            try signatures.verify(signature, of: key, headers: request.headers, text: text)
            return pool
        }
    }

    private func userPool(ofToken text: ByteView) throws(APIError) -> UserPool {
        guard let entry = verifiedTokens.entry(of: text) ?? verifiedEntry(of: text),
            let pool = pools.pool(id: entry.token.userPoolId), pool.tokenSecret == entry.secret,
            clock.now.seconds < entry.token.expiresAt,
            pools.accessKey(id: entry.token.accessKeyId)?.pool === pool
        else { throw .notSignedIn }
        return pool
    }

    /// Reads a token and checks its signature by the secret of the pool it names.
    private func verifiedEntry(of text: ByteView) -> VerifiedTokens.Entry? {
        guard let token = ManagementToken(unverified: text), let pool = pools.pool(id: token.userPoolId),
            ManagementToken.isSigned(text, with: pool.tokenSecret)
        else { return nil }
        return verifiedTokens.note(text, token, signedWith: pool.tokenSecret)
    }

    /// The pool a caller names by its access key, its token or the user pool header, else the first one.
    private func namedPool(_ credentials: Credentials, _ headers: Headers) throws(APIError) -> UserPool {
        switch credentials {
        case .signature(let id, _):
            if let pool = pools.accessKey(id: id)?.pool { return pool }
        case .token(let text):
            if let token = ManagementToken(unverified: text), let pool = pools.pool(id: token.userPoolId) {
                return pool
            }
        case .none, .unreadable: break
        }
        if let pool = Self.namedPoolId(headers).flatMap({ pools.pool(id: $0) }) ?? pools.all.first {
            return pool
        }
        throw .userPoolNotFound
    }

    private static func namedPoolId(_ headers: Headers) -> String? {
        let id = headers.nonempty("x-authing-userpool-id") ?? headers.nonempty("x-genauth-userpool-id")
        return id?.string
    }
}
