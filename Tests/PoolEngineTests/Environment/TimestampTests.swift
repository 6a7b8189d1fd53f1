import PoolEngine
import PoolTestSupport
import Testing

@Suite("Moments in time")
struct TimestampTests {
    @Test(
        "A timestamp writes known moments",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_656_814_830_000, "2022-07-03T02:20:30.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"), (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_672_531_199_999, "2022-12-31T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ])
    func known(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }

    @Test(
        "A timestamp writes moments before 1970",
        arguments: [
            (-1, "1969-12-31T23:59:59.999Z"), (-1_000, "1969-12-31T23:59:59.000Z"),
            (-86_400_000, "1969-12-31T00:00:00.000Z"), (-86_400_001, "1969-12-30T23:59:59.999Z"),
            (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
            (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ])
    func negative(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }

    @Test(
        "A timestamp rounds seconds down",
        arguments: [(0, 0), (999, 0), (1_000, 1), (-1, -1), (-1_000, -1), (-1_001, -2)])
    func seconds(milliseconds: Int64, seconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("A timestamp orders moments by time")
    func order() {
        #expect(Timestamp(milliseconds: -1) < Timestamp(milliseconds: 0))
        #expect(!(Timestamp(milliseconds: 5) < Timestamp(milliseconds: 5)))
    }

    @Test("A timestamp agrees with a count of days from year to year and month to month")
    func property() {
        let random = SeededRandom(seed: 4)
        let start: Int64 = -62_167_219_200_000
        let end: Int64 = 253_402_300_800_000
        for _ in 0..<500 {
            let milliseconds = start + Int64(random.below(Int(end - start)))
            #expect(Timestamp(milliseconds: milliseconds).iso8601 == reference(milliseconds - start))
        }
    }

    /// The text of a moment counted from the start of the year 0.
    private func reference(_ milliseconds: Int64) -> String {
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        var days = Int(milliseconds / 86_400_000)
        var year = 0
        while days >= (isLeap(year) ? 366 : 365) {
            days -= isLeap(year) ? 366 : 365
            year += 1
        }
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month = 0
        while days >= lengths[month] {
            days -= lengths[month]
            month += 1
        }
        func padded(_ number: Int, _ digits: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: digits - text.count) + text
        }
        let rest = Int(milliseconds % 86_400_000)
        let date = "\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(days + 1, 2))"
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        return "\(date)T\(time.joined(separator: ":")).\(padded(rest % 1_000, 3))Z"
    }

    @Test("The wall clock reads the machine's time")
    func system() {
        let (before, after) = (SystemClock().now, SystemClock().now)
        #expect(before <= after)
        #expect(before > Timestamp(milliseconds: 1_700_000_000_000))
    }
}
