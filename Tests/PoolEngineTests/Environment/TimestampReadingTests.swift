import Testing

@testable import PoolEngine

@Suite("Times that are read")
struct TimestampReadingTests {
    @Test(
        "Timestamps of RFC 3339 are read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2022-07-03T02:20:30.000Z", 1_656_814_830_000),
            ("2022-07-03t10:20:30.5+08:00", 1_656_814_830_500),
            ("2022-07-02T20:50:30-05:30", 1_656_814_830_000),
            ("1969-12-31T23:59:59.999z", -1), ("2024-02-29T12:00:00.0019Z", 1_709_208_000_001),
            ("2000-02-29T00:00:00.123456789123Z", 951_782_400_123),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ])
    func read(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(
        "Texts that are not RFC 3339 are not read as timestamps",
        arguments: [
            "", "2022-07-03", "2022-07-03T02:20:30", "2022-07-03 02:20:30Z", "2022-7-3T02:20:30Z",
            "2022-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2022-13-01T00:00:00Z", "2022-00-01T00:00:00Z", "2022-04-31T00:00:00Z",
            "2022-01-00T00:00:00Z", "2022-01-01T24:00:00Z", "2022-01-01T00:60:00Z", "2022-01-01T00:00:60Z",
            "2022-01-01T00:00:00.Z", "2022-01-01T00:00:00+0800", "2022-01-01T00:00:00+24:00",
            "2022-01-01T00:00:00ZZ",
            " 2022-01-01T00:00:00Z", "-2022-01-01T00:00:00Z", "1656814830000",
        ])
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("Timestamps that are written are read back")
    func inverse() {
        for number in 0..<2_000 {
            let time = Timestamp(milliseconds: Int64(number) * 86_399_987_123 % 253_402_300_799_999)
            #expect(Timestamp(rfc3339: time.iso8601) == time)
        }
    }
}
