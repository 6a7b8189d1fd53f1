public import Bytes

/// Dates in the form `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110 section 5.6.7).
public enum HTTPDate {
    /// The number of bytes of a date.
    public static let byteCount = 29

    private static let days: StaticString = "SunMonTueWedThuFriSat"
    private static let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"

    /// Writes the date into the first 29 bytes of `bytes`.
    ///
    /// - Parameters:
    ///   - seconds: since 1970-01-01 00:00:00 UTC, of a year from 0 to 9999.
    ///   - bytes: memory of 29 bytes or more.
    public static func write(_ seconds: Int64, into bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count >= byteCount, "a buffer too small for a date")
        let day = CivilDate.floorDivide(seconds, 86400)
        let second = Int(seconds - day * 86400)
        let date = CivilDate(daysSince1970: day)
        precondition(date.year >= 0 && date.year <= 9999, "a year of more than four digits")
        let weekday = Int((day + 4) - CivilDate.floorDivide(day + 4, 7) * 7)
        let template: StaticString = "Xxx, 00 Xxx 0000 00:00:00 GMT"
        for index in 0..<byteCount { bytes[index] = template.utf8Start[index] }
        for index in 0..<3 {
            bytes[index] = days.utf8Start[weekday * 3 + index]
            bytes[8 + index] = months.utf8Start[(date.month - 1) * 3 + index]
        }
        writeDigits(date.day, count: 2, at: 5, into: bytes)
        writeDigits(date.year, count: 4, at: 12, into: bytes)
        writeDigits(second / 3600, count: 2, at: 17, into: bytes)
        writeDigits(second / 60 % 60, count: 2, at: 20, into: bytes)
        writeDigits(second % 60, count: 2, at: 23, into: bytes)
    }

    /// The date as text.
    ///
    /// - Parameter seconds: since 1970-01-01 00:00:00 UTC, of a year from 0 to 9999.
    /// - Returns: the date's 29 characters.
    public static func text(_ seconds: Int64) -> String {
        withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 1) { bytes in
            write(seconds, into: bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Reads a date of exactly this form, including the weekday.
    ///
    /// - Returns: milliseconds since 1970-01-01 00:00:00 UTC, or nil if the form differs, a number is out of range (a
    ///   leap second counts as the next second) or the weekday is wrong.
    public static func milliseconds(_ text: ByteView) -> Int64? {
        guard text.count == byteCount,
            text[3] == 0x2C, text[4] == 0x20, text[7] == 0x20, text[11] == 0x20, text[16] == 0x20,
            text[19] == 0x3A, text[22] == 0x3A, text.view(25..<29).equals(" GMT"),
            let weekday = index(of: text.view(0..<3), in: days),
            let month = index(of: text.view(8..<11), in: months),
            let dayOfMonth = digits(text.view(5..<7)), let year = digits(text.view(12..<16)),
            let hour = digits(text.view(17..<19)), let minute = digits(text.view(20..<22)),
            let second = digits(text.view(23..<25)),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let date = CivilDate(year: year, month: month + 1, day: dayOfMonth)
        guard date.exists else { return nil }
        let day = date.daysSince1970
        guard day + 4 - CivilDate.floorDivide(day + 4, 7) * 7 == Int64(weekday) else { return nil }
        return (day * 86400 + Int64(hour * 3600 + minute * 60 + second)) * 1000
    }

    private static func writeDigits(
        _ value: Int, count: Int, at start: Int, into bytes: UnsafeMutableRawBufferPointer
    ) {
        var rest = value
        for index in (start..<start + count).reversed() {
            bytes[index] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func digits(_ bytes: ByteView) -> Int? {
        var value = 0
        for byte in bytes {
            guard ASCII.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte &- 0x30)
        }
        return value
    }

    /// The index of a three-letter name in `names`, which has them without separators; case-sensitive.
    private static func index(of name: ByteView, in names: StaticString) -> Int? {
        let names = ByteView(names)
        return (0..<names.count / 3).first { names.view($0 * 3..<$0 * 3 + 3).elementsEqual(name) }
    }
}
