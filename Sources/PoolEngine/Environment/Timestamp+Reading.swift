internal import Bytes

extension Timestamp {
    /// Reads a time of RFC 3339, `2022-07-03T02:20:30.000Z` or `2022-07-03T10:20:30+08:00`; digits beyond milliseconds
    /// are ignored.
    ///
    /// Nil for anything else, also for a day beyond the end of its month.
    ///
    /// - Parameter text: the text; `t` and `z` may be lower case.
    public init?(rfc3339 text: String) {
        var digits = Digits(text)
        guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
            let day = digits.number(2), digits.take("T") || digits.take("t"), let hour = digits.number(2),
            digits.take(":"), let minute = digits.number(2), digits.take(":"), let second = digits.number(2),
            let fraction = digits.take(".") ? digits.milliseconds() : 0, let offset = digits.offsetMinutes(),
            digits.isAtEnd
        else { return nil }
        let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
        guard date.exists, hour < 24, minute < 60, second < 60 else { return nil }
        let minutes = (date.daysSince1970 * 24 + hour) * 60 + minute - offset
        self.init(milliseconds: (minutes * 60 + second) * 1_000 + fraction)
    }

    /// Reads a text from its beginning.
    private struct Digits {
        private let bytes: [UInt8]
        private var index = 0

        init(_ text: String) {
            bytes = Array(text.utf8)
        }

        var isAtEnd: Bool { index == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        private mutating func digit() -> Int64? {
            guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
            index += 1
            return Int64(bytes[index - 1] - 0x30)
        }

        mutating func number(_ count: Int) -> Int64? {
            var number: Int64 = 0
            for _ in 0..<count {
                guard let digit = digit() else { return nil }
                number = number * 10 + digit
            }
            return number
        }

        /// The digits after the point, at least one.
        mutating func milliseconds() -> Int64? {
            guard let first = digit() else { return nil }
            var number = first * 100
            var scale: Int64 = 10
            while let digit = digit() {
                number += digit * scale
                scale /= 10
            }
            return number
        }

        /// The offset of local time from UTC, in minutes.
        mutating func offsetMinutes() -> Int64? {
            if take("Z") || take("z") { return 0 }
            let isAhead = take("+")
            guard isAhead || take("-"), let hours = number(2), take(":"), let minutes = number(2), hours < 24,
                minutes < 60
            else { return nil }
            return (hours * 60 + minutes) * (isAhead ? 1 : -1)
        }
    }
}
