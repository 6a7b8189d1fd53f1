internal import Crypto
internal import Locking
internal import PoolEngine

/// Keeps the initial HMAC state of each access key (RFC 2104, section 4).
///
/// Computing it costs two blocks of SHA-1 and twenty allocations, half of the cost of checking a signature.
final class HMACCache: Sendable {
    /// The cache is emptied when it holds this many keys.
    private static let capacity = 1_024

    private let states = Lock<[String: (secret: String, state: HMAC<Insecure.SHA1>)]>([:])

    /// The HMAC state of a key before any data.
    func initialState(of key: AccessKey) -> HMAC<Insecure.SHA1> {
        states.withLock { states in
            // Another pool may have had a key with this id.
            if let (secret, state) = states[key.id], secret.utf8.elementsEqual(key.secret.utf8) {
                return state
            }
            let state = HMAC<Insecure.SHA1>(key: SymmetricKey(data: Array(key.secret.utf8)))
            if states.count >= Self.capacity { states.removeAll(keepingCapacity: true) }
            states[key.id] = (key.secret, state)
            return state
        }
    }
}
