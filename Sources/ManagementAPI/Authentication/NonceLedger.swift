internal import Locking

/// Remembers the nonces of signed requests, so that none is taken twice.
///
/// A nonce has to be known for as long as its request's date would pass, which is one window. Two sets share the
/// work: the older one is dropped whole when the newer one is a window old. Only a hash of each nonce is kept, and no
/// more than a fixed number, so that a caller cannot fill the memory.
final class NonceLedger: Sendable {
    private struct Sets {
        var recent: Set<Int> = []
        var older: Set<Int> = []
        var recentSince: Int64 = 0
    }

    private let window: Int64
    private let capacity: Int
    private let sets = Lock(Sets())

    /// Makes an empty ledger.
    ///
    /// - Parameters:
    ///   - window: for how many milliseconds before and after its date a request is taken.
    ///   - capacity: how many nonces a set holds before it counts as old; 500,000 take about 8 MiB.
    init(window: Int64, capacity: Int = 500_000) {
        self.capacity = capacity
        // A request may be dated one window ahead and be sent again one window after its date.
        self.window = window * 2
    }

    /// Notes a nonce.
    ///
    /// - Parameters:
    ///   - nonce: the caller's nonce.
    ///   - accessKeyId: the caller.
    ///   - now: the present, in milliseconds since the Unix epoch.
    /// - Returns: whether it was new.
    func note(_ nonce: String, of accessKeyId: String, now: Int64) -> Bool {
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
