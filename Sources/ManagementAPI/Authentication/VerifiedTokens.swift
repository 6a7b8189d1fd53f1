internal import Bytes
internal import HTTP
internal import Locking
internal import PoolEngine

/// Caches the user pools of valid tokens.
///
/// A client sends the same token with each call for hours; reading it and computing its HMAC would cost more than many
/// operations. An entry is valid until a pool or an access key changes; then the token is checked again. The table has
/// a fixed size, and a new token replaces an older one with the same index, so clients cannot fill the memory.
final class VerifiedTokens: Sendable {
    /// A valid token and its pool.
    private final class Entry: Sendable {
        /// The token as received.
        let text: [UInt8]
        /// The token's pool; weak, so that an entry does not keep a removed pool alive.
        weak let pool: UserPool?
        /// When it expires, in seconds since 1970.
        let expiresAt: Int64
        /// `UserPools.generation` before the token was checked.
        let generation: Int

        init(text: [UInt8], pool: UserPool, expiresAt: Int64, generation: Int) {
            self.text = text
            self.pool = pool
            self.expiresAt = expiresAt
            self.generation = generation
        }
    }

    private static let places = 256

    private let entries = Lock([Entry?](repeating: nil, count: places))

    /// The pool of a cached token; nil if the token has to be checked.
    ///
    /// Texts are compared in constant time.
    ///
    /// - Parameters:
    ///   - text: the token as received.
    ///   - generation: the current `UserPools.generation`.
    /// - Returns: the pool; nil for a token that is not cached, has expired, or was checked before the pools changed.
    func pool(of text: ByteView, generation: Int) -> UserPool? {
        let place = Self.place(of: text)
        return entries.withLock { entries in
            guard let entry = entries[place], entry.generation == generation,
                text.equalsInConstantTime(entry.text), let pool = entry.pool,
                pool.clock.now.seconds < entry.expiresAt
            else { return nil }
            return pool
        }
    }

    /// Caches a valid token.
    ///
    /// - Parameters:
    ///   - text: the token as received.
    ///   - pool: the pool it is for.
    ///   - expiresAt: when it expires, in seconds since 1970.
    ///   - generation: `UserPools.generation` before the pool was looked up.
    func note(_ text: ByteView, for pool: UserPool, expiresAt: Int64, generation: Int) {
        let entry = Entry(text: text.bytes, pool: pool, expiresAt: expiresAt, generation: generation)
        entries.withLock { $0[Self.place(of: text)] = entry }
    }

    /// The index of a token, by its last eight bytes: they belong to its signature, which differs in each.
    private static func place(of text: ByteView) -> Int {
        guard text.count >= 8 else { return 0 }
        return Int((text.word(at: text.count - 8) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
