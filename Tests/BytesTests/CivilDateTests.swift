import Bytes
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test(
        "A date has the number of its day",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
            (1900, 3, 1, -25_508),
            (2026, 11, 28, 20_785), (0, 1, 1, -719_528), (9999, 12, 31, 2_932_896),
        ])
    func number(year: Int, month: Int, day: Int, days: Int64) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(date.daysSince1970 == days)
        #expect(CivilDate(daysSince1970: days) == date)
        #expect(date.exists)
    }

    @Test("Days follow each other, with the lengths of the months")
    func sequence() {
        var previous = CivilDate(daysSince1970: -800_000)
        for days in Int64(-799_999)...(-600_000) {
            let date = CivilDate(daysSince1970: days)
            let isNext =
                date.year == previous.year && date.month == previous.month && date.day == previous.day + 1
                || date.day == 1
                    && !CivilDate(year: previous.year, month: previous.month, day: previous.day + 1).exists
            guard isNext, date.daysSince1970 == days else {
                Issue.record("\(date) after \(previous)")
                return
            }
            previous = date
        }
    }

    @Test(
        "A day that no month has does not exist",
        arguments: [
            (2023, 2, 29), (1900, 2, 29), (2023, 4, 31), (2023, 13, 1), (2023, 0, 1), (2023, 1, 0),
            (2023, 1, 32),
        ])
    func absent(year: Int, month: Int, day: Int) {
        #expect(!CivilDate(year: year, month: month, day: day).exists)
    }
}
