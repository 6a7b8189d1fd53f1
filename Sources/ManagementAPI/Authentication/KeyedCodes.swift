internal import Crypto
internal import Locking
internal import PoolEngine

/// The authentication codes of access keys, each begun with the key's secret (RFC 2104, section 4).
///
/// To begin costs two blocks of SHA-1 and twenty allocations, half of what checking a signature costs.
final class KeyedCodes: Sendable {
    /// With more keys than this the codes are begun anew.
    private static let mostKeys = 1_024

    private let begun = Lock<[String: (secret: String, code: HMAC<Insecure.SHA1>)]>([:])

    /// The code of a key, to which nothing has been given yet.
    func code(of key: AccessKey) -> HMAC<Insecure.SHA1> {
        begun.withLock { begun in
            // Another pool may have had a key with this id.
            if let (secret, code) = begun[key.id], secret.utf8.elementsEqual(key.secret.utf8) { return code }
            let code = HMAC<Insecure.SHA1>(key: SymmetricKey(data: Array(key.secret.utf8)))
            if begun.count >= Self.mostKeys { begun.removeAll(keepingCapacity: true) }
            begun[key.id] = (key.secret, code)
            return code
        }
    }
}
