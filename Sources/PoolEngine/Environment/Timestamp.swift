internal import Bytes
internal import Platform

/// A moment in time, counted in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since the Unix epoch.
    public let milliseconds: Int64

    /// Wraps milliseconds since the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// ISO 8601 in UTC with milliseconds, `2022-07-03T02:20:30.000Z`: the form of every time in the API.
    public var iso8601: String {
        let text = iso8601Bytes
        return withUnsafeBytes(of: text) { String(decoding: $0, as: UTF8.self) }
    }

    /// The text of `iso8601` as ASCII.
    public var iso8601Bytes: InlineArray<24, UInt8> {
        let second = seconds
        let days = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
        let date = CivilDate(daysSince1970: days)
        let time = second - days * 86_400
        var text = InlineArray<24, UInt8>(repeating: UInt8(ascii: "-"))
        Self.write(Int64(date.year), digits: 4, to: &text, at: 0)
        Self.write(Int64(date.month), digits: 2, to: &text, at: 5)
        Self.write(Int64(date.day), digits: 2, to: &text, at: 8)
        text[10] = UInt8(ascii: "T")
        Self.write(time / 3_600, digits: 2, to: &text, at: 11)
        text[13] = UInt8(ascii: ":")
        Self.write(time / 60 % 60, digits: 2, to: &text, at: 14)
        text[16] = UInt8(ascii: ":")
        Self.write(time % 60, digits: 2, to: &text, at: 17)
        text[19] = UInt8(ascii: ".")
        Self.write(milliseconds - second * 1_000, digits: 3, to: &text, at: 20)
        text[23] = UInt8(ascii: "Z")
        return text
    }

    /// Writes the last `digits` decimal digits of a number that is not negative.
    private static func write(
        _ number: Int64, digits: Int, to text: inout InlineArray<24, UInt8>, at start: Int
    ) {
        var rest = UInt32(truncatingIfNeeded: number)
        for distance in 1...digits {
            text[start + digits - distance] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}

/// A source of the current time.
public protocol WallClock: Sendable {
    /// The current time.
    var now: Timestamp { get }
}

/// A clock that is held at a moment.
struct HeldClock: WallClock {
    let now: Timestamp
}

/// The machine's clock.
public struct SystemClock: WallClock {
    public init() {}

    public var now: Timestamp {
        Timestamp(milliseconds: Clock.wallClockMilliseconds())
    }
}
