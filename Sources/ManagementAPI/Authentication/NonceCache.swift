internal import Locking

/// Remembers the nonces of signed requests, so that none is accepted twice.
///
/// A nonce is kept for as long as the date of its request would be accepted. There are two sets: the older one is
/// dropped when the newer one has reached that age. Only a hash of each nonce is kept, and their number is limited, so
/// that a client cannot fill the memory.
final class NonceCache: Sendable {
    private struct Sets {
        var recent: Set<Int> = []
        var older: Set<Int> = []
        var recentSince: Int64 = 0
    }

    private let window: Int64
    private let capacity: Int
    private let sets = Lock(Sets())

    /// Creates an empty cache.
    ///
    /// - Parameters:
    ///   - window: for how many milliseconds before and after its date a request is accepted.
    ///   - capacity: how many nonces the newer set holds before it becomes the older one; 500,000 take about 8 MiB.
    init(window: Int64, capacity: Int = 500_000) {
        self.capacity = capacity
        // A request may be dated one window ahead and be sent again one window after its date.
        self.window = window * 2
    }

    /// Inserts a nonce.
    ///
    /// - Parameters:
    ///   - nonce: the nonce.
    ///   - accessKeyId: the access key that signed the request.
    ///   - now: the current time, in milliseconds since the Unix epoch.
    /// - Returns: whether it was new.
    func insert(_ nonce: String, of accessKeyId: String, now: Int64) -> Bool {
        var hasher = Hasher()
        hasher.combine(accessKeyId)
        hasher.combine(nonce)
        let hash = hasher.finalize()
        return sets.withLock { sets in
            if now - sets.recentSince >= window || sets.recent.count >= capacity {
                sets.older = now - sets.recentSince >= window * 2 ? [] : sets.recent
                sets.recent = []
                sets.recentSince = now
            }
            guard !sets.older.contains(hash) else { return false }
            return sets.recent.insert(hash).inserted
        }
    }
}
