import JSON
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test(
        "Numbers in JSON are integers by value, not by spelling",
        arguments: [
            ("0", 0), ("-0", 0), ("0.0", 0), ("-0.00e5", 0), ("0e99999999999999999999", 0), ("1", 1),
            ("1.0", 1),
            ("1e3", 1000), ("1E+3", 1000), ("10e-1", 1), ("0.1e1", 1), ("0.001e3", 1), ("1200e-2", 12),
            ("-12.50e1", -125), ("1e18", 1_000_000_000_000_000_000),
            ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("9223372036854775807.000", Int64.max), ("922337203685477580.7e1", Int64.max),
            ("-0.9223372036854775808e19", Int64.min), ("1e00000000000000000000001", 10),
        ])
    func integers(text: String, value: Int64) throws {
        #expect(try Document(text).root.int64 == value)
    }

    @Test(
        "Numbers in JSON are no integers when a part remains or 64 bits are too few",
        arguments: [
            "0.5", "1.5", "-0.1", "1e-1", "15e-1", "1.0000000000000000000000001", "9223372036854775808",
            "-9223372036854775809", "9223372036854775807.5", "18446744073709551616", "1e19", "1e400",
            "1e99999999999999999999", "1e-99999999999999999999", "99999999999999999999999999999999",
        ])
    func noIntegers(text: String) throws {
        #expect(try Document(text).root.int64 == nil)
    }

    @Test("Numbers in JSON stay exact through a thousand zeros that cancel out")
    func cancellingZeros() throws {
        let zeros = String(repeating: "0", count: 1000)
        #expect(try Document("1\(zeros)e-1000").root.int64 == 1)
        #expect(try Document("0.\(zeros)7e1001").root.int64 == 7)
        #expect(try Document("1\(zeros)e-1001").root.int64 == nil)
        #expect(try Document("7.\(zeros)1").root.int64 == nil)
    }

    @Test(
        "Numbers in JSON are the nearest doubles",
        arguments: [
            ("0", 0), ("1", 1), ("-1.5", -1.5), ("0.1", 0.1), ("1e3", 1000), ("1e-7", 1e-7),
            ("9007199254740993", 9_007_199_254_740_992), ("9007199254740993.00001", 9_007_199_254_740_994),
            ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
            ("5e-324", Double.leastNonzeroMagnitude),
            ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown), ("1e-400", 0),
            ("123456789012345678901234567890", 1.2345678901234568e29),
        ])
    func doubles(text: String, value: Double) throws {
        #expect(try Document(text).root.double == value)
    }

    @Test("Numbers in JSON keep the sign of zero as a double")
    func negativeZero() throws {
        #expect(try Document("-0").root.double?.sign == .minus)
    }

    @Test(
        "Numbers in JSON are no doubles beyond the range, rather than infinite",
        arguments: ["1e400", "-1e400", "1e309", "1e999999999999999999999"])
    func beyondDoubles(text: String) throws {
        #expect(try Document(text).root.double == nil)
    }

    @Test("Numbers in JSON keep their text when a thousand digits long")
    func longText() throws {
        let digits = String(repeating: "123456789.", count: 1) + String(repeating: "9", count: 1000)
        let root = try Document(digits).root
        #expect(Array(root.text) == Array(digits.utf8))
        #expect(root.double == 123_456_790)
    }
}
