/// The machine's clocks.
public enum Clock {
    /// Milliseconds on a clock that never goes back (clock_gettime(2), CLOCK_MONOTONIC).
    public static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Nanoseconds on the same clock.
    public static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Seconds since 1970 by the wall clock; on Linux with the precision of the kernel's tick, some milliseconds.
    public static func wallClockSeconds() -> Int64 {
        var time = timespec()
        clock_gettime(SystemConstants.coarseWallClock, &time)
        return Int64(time.tv_sec)
    }

    /// Milliseconds since 1970 by the wall clock.
    public static func wallClockMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Microseconds since 1970 by the wall clock.
    public static func wallClockMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
