internal import Bytes
internal import HTTP
internal import Locking
internal import PoolEngine

/// Remembers the user pools of tokens that were found to be good.
///
/// A client sends the same token with each call for hours; reading it and computing its HMAC each time would cost
/// more than many an operation. An entry counts only as long as no pool and no access key changed since: then the token
/// is checked anew. A place in a fixed table holds the token that was verified last, so that callers cannot fill the
/// memory.
final class VerifiedTokens: Sendable {
    /// A token, and what it permits.
    private final class Entry: Sendable {
        /// The token as received.
        let text: [UInt8]
        /// The pool it is for; an entry does not keep a removed pool alive.
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

    /// The pool that a token was verified for, or nil when the token has to be checked.
    ///
    /// Texts are compared in a time that does not depend on where they differ.
    ///
    /// - Parameters:
    ///   - text: the token as received.
    ///   - generation: `UserPools.generation` at present.
    /// - Returns: the pool; nil for a token that is not known, that has expired, or that was checked before the pools
    ///   changed.
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

    /// Notes that a token was verified.
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

    /// The last bytes of a token are of its signature, which is different in each.
    private static func place(of text: ByteView) -> Int {
        var hasher = Hasher()
        text.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0.suffix(16))) }
        return Int(hasher.finalize().magnitude % UInt(places))
    }
}
