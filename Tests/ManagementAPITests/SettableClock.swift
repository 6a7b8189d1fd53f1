import Directory
import Locking
import PoolEngine

/// A clock that only tests advance.
final class SettableClock: WallClock {
    /// 2024-05-06T07:08:09Z, the date of the signed requests in the tests.
    static let start: Int64 = 1_714_979_289_000

    private let milliseconds = Lock(start)

    var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    /// Moves the clock.
    func advance(milliseconds: Int64) {
        self.milliseconds.withLock { $0 += milliseconds }
    }
}
