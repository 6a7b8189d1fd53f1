internal import Contract
internal import HTTP
internal import JSON
internal import PoolEngine

/// Finds the user pool that a request claims to be for, whether its credentials are valid or not.
///
/// The journal of that pool has the request if it was refused before its pool was known.
struct ClaimedUserPools: Sendable {
    /// The user pools.
    let pools: UserPools
    /// Finds the pool that a request selects.
    let selection: UserPoolSelection

    /// The pool that the request selects, or that its credentials name; else the first one.
    func userPool(of request: borrowing Request) -> UserPool? {
        if let selected = try? selection.userPool(of: request) { return selected }
        switch Credentials(of: request.headers) {
        case .signature(let id, _): return pools.accessKey(id: id)?.pool ?? pools.first
        case .token(let text):
            let token = ManagementToken(unverified: text)
            return token.flatMap { pools.pool(id: $0.userPoolId) } ?? pools.first
        case .none, .unreadable: return pools.first
        }
    }

    /// The pool of the access key in the parameters of a request without credentials.
    func userPool(ofKeyIn parameters: RequestParameters) -> UserPool? {
        guard case .json(let value)? = parameters.source(of: "accessKeyId"), let id = value.string else {
            return nil
        }
        return pools.accessKey(id: id)?.pool
    }
}
