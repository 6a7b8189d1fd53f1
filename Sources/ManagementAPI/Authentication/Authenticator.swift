internal import Bytes
internal import Contract
internal import HTTP
internal import Logging
internal import PoolEngine

/// Finds the user pool of a request and checks its credentials.
final class Authenticator: Sendable {
    let pools: UserPools
    let mode: AuthenticationMode
    let signatures: SignatureCheck
    private let verifiedTokens = VerifiedTokens()

    init(pools: UserPools, mode: AuthenticationMode, signatures: SignatureCheck) {
        self.pools = pools
        self.mode = mode
        self.signatures = signatures
    }

    /// The user pool of a request.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - selected: the pool that the request selects by path or header; any valid credentials are accepted for it.
    ///   - parameters: reads the request's parameters; called only for signed requests, whose signature includes them.
    ///   - declaration: the operation's declaration.
    /// - Returns: the pool.
    /// - Throws: `APIError` 2020 without valid credentials, 2224 for an unknown access key, 1300 to 1306 for an invalid
    ///   signature, and what `parameters` throws.
    func userPool(
        of request: borrowing Request, selected: UserPool?,
        parameters: () throws(APIError) -> RequestParameters, declaration: OperationDeclaration
    ) throws(APIError) -> UserPool {
        let credentials = Credentials(of: request.headers)
        if mode == .off {
            if let selected { return selected }
            return try namedPool(credentials, request.headers)
        }
        switch credentials {
        case .none:
            throw .notSignedIn.logged("there is no Authorization header")
        case .unreadable:
            throw .notSignedIn.logged("the Authorization header holds neither a token nor a signature")
        case .token(let text):
            let pool = try userPool(ofToken: text)
            if let selected { return selected }
            // A request that names another pool than that of its token is refused.
            if let named = Self.namedPoolId(request.headers),
                !named.utf8.elementsEqual(pool.id.utf8),
                pools.accessKey(id: named)?.pool !== pool
            {
                throw .notSignedIn.logged(
                    "x-authing-userpool-id names \(APIError.shown(named)), the token is for \(APIError.shown(pool.id))"
                )
            }
            return pool
        case .signature(let id, let signature):
            guard let (pool, key) = pools.accessKey(id: id) else {
                return try poolOnDemand(for: id, signature: signature, selected: selected) {
                    () throws(APIError) in
                    StringToSign(request, parameters: try parameters(), declaration: declaration)
                }
            }
            guard key.isEnabled else {
                throw .accessKeyDisabled.logged("the access key is \(APIError.shown(id))")
            }
            let text = StringToSign(request, parameters: try parameters(), declaration: declaration)
            try signatures.verify(signature, of: key, text: text)
            return selected ?? pool
        }
    }

    /// The pool that an unknown access key makes.
    ///
    /// - Throws: `APIError` 2224 if pools are not made on demand, 1300 to 1306 for a bad signature, 503 for too many.
    private func poolOnDemand(
        for id: String, signature: ByteView, selected: UserPool?, text: () throws(APIError) -> StringToSign
    ) throws(APIError) -> UserPool {
        var refusal = APIError.userPoolNotFound.logged(
            "no user pool has the access key \(APIError.shown(id))")
        let secrets = pools.secretsForOnDemand
        guard !secrets.isEmpty else { throw refusal }
        let text = try text()
        for secret in secrets {
            let key = AccessKey(id: id, secret: secret)
            do throws(APIError) {
                try signatures.verify(signature, of: key, text: text)
            } catch {
                refusal = error
                continue
            }
            if let selected { return selected }
            do throws(OnDemandError) {
                return try pools.poolOnDemand(for: key)
            } catch {
                throw APIError(error)
            }
        }
        throw refusal
    }

    private func userPool(ofToken text: ByteView) throws(APIError) -> UserPool {
        let generation = pools.generation
        if let pool = verifiedTokens.pool(of: text, generation: generation) { return pool }
        guard let token = ManagementToken(unverified: text),
            let key = pools.accessKey(id: token.accessKeyId)?.key, key.isEnabled,
            let pool = pools.pool(id: token.userPoolId),
            ManagementToken.isSigned(text, with: pool.tokenSecret),
            pool.clock.now.seconds < token.expiresAt
        else { throw .notSignedIn.logged(fault(of: text)) }
        verifiedTokens.note(text, for: pool, expiresAt: token.expiresAt, generation: generation)
        return pool
    }

    /// Why a token was refused; the expiry comes before the signature, so that an old token is called expired also after
    /// a reset.
    private func fault(of text: ByteView) -> String {
        guard let token = ManagementToken(unverified: text) else {
            return "the Authorization header holds no management token of this server"
        }
        guard let pool = pools.pool(id: token.userPoolId) else {
            return "the token is for the user pool \(APIError.shown(token.userPoolId)), which does not exist"
        }
        guard pool.clock.now.seconds < token.expiresAt else { return "the token has expired" }
        guard ManagementToken.isSigned(text, with: pool.tokenSecret) else {
            return "the token was not made by this user pool as it is now"
        }
        if pools.accessKey(id: token.accessKeyId) != nil {
            return "the access key \(APIError.shown(token.accessKeyId)) is disabled"
        }
        return "the access key \(APIError.shown(token.accessKeyId)) does not exist"
    }

    /// The pool that a request names by its access key, its token or the user pool header, otherwise the first one.
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
        let named = Self.namedPoolId(headers).flatMap { pools.pool(id: $0) ?? pools.accessKey(id: $0)?.pool }
        guard let pool = named ?? pools.first else { throw .userPoolNotFound }
        return pool
    }

    /// The value of the user pool header: the id of a pool, or of an access key, which the PHP SDK sends.
    private static func namedPoolId(_ headers: Headers) -> String? {
        let id = headers.nonempty("x-authing-userpool-id") ?? headers.nonempty("x-genauth-userpool-id")
        return id?.string
    }
}
