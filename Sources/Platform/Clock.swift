/// The machine's clocks.
package enum Clock {
    /// Milliseconds on a clock that never goes back (clock_gettime(2), CLOCK_MONOTONIC).
    package static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Seconds since 1970 by the wall clock; on Linux with the precision of the kernel's tick, some milliseconds.
    package static func wallClockSeconds() -> Int64 {
        var time = timespec()
        clock_gettime(SystemConstants.coarseWallClock, &time)
        return Int64(time.tv_sec)
    }

    /// Milliseconds since 1970 by the wall clock.
    package static func wallClockMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
