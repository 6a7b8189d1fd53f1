internal import Crypto

/// What the randomness of a part of the program follows from.
struct RandomSeed: Sendable {
    let key: SymmetricKey

    /// The seed of the whole program, of any text.
    init(_ text: String) {
        key = SymmetricKey(data: SHA256.hash(data: Array(text.utf8)))
    }

    private init(key: SymmetricKey) {
        self.key = key
    }

    /// The seed of a part with a name; it says nothing about other parts.
    func part(_ name: String) -> RandomSeed {
        let code = HMAC<SHA256>.authenticationCode(for: Array(name.utf8), using: key)
        return RandomSeed(key: SymmetricKey(data: code))
    }
}
