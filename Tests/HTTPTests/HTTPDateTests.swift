import Bytes
import HTTP
import Testing

@Suite("A date of HTTP")
struct HTTPDateTests {
    static let known: [(String, Int64)] = [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
        ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
    ]

    @Test("An HTTP date is written in the fixed form", arguments: known)
    func written(_ text: String, _ seconds: Int64) {
        #expect(HTTPDate.text(seconds) == text)
    }

    @Test("An HTTP date is read in milliseconds", arguments: known)
    func read(_ text: String, _ seconds: Int64) {
        #expect(milliseconds(text) == seconds * 1000)
    }

    @Test("An HTTP date is read from its text on every day of 40 years and every eleventh of 800")
    func roundTrip() {
        for day in Array(Int64(0)..<14_610) + Array(stride(from: Int64(-150_000), to: 150_000, by: 11)) {
            let seconds = day * 86400 + (day & 0xFFFF)
            guard milliseconds(HTTPDate.text(seconds)) == seconds * 1000 else {
                Issue.record("day \(day)")
                return
            }
        }
    }

    @Test(
        "An HTTP date is refused in any other form",
        arguments: [
            "", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z",
            "784111777000",
            "Wed, 29 Feb 2023 12:00:00 GMT", "Sun, 06 unN 1994 08:49:37 GMT",
        ])
    func refused(_ text: String) {
        #expect(milliseconds(text) == nil)
    }

    private func milliseconds(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { HTTPDate.milliseconds(ByteView($0)) }
    }
}
