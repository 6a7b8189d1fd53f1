import JSON
import Testing

@Suite("Doubles as written")
struct WriterDoubleTests {
    private func written(_ value: Double) -> String {
        var writer = Writer()
        writer.double(value)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// Expected texts are what JSON.stringify gives for the same number.
    @Test(
        "Doubles that the JSON writer writes have the form JavaScript gives them",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (-0.25, "-0.25"), (1.5, "1.5"),
            (100, "100"),
            (123456.789, "123456.789"), (0.1 + 0.2, "0.30000000000000004"), (1e-6, "0.000001"),
            (1.5e-6, "0.0000015"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"), (1e16, "10000000000000000"),
            (1e20, "100000000000000000000"), (1.5e20, "150000000000000000000"),
            (123_456_789_012_345_683_968, "123456789012345680000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"),
            (9_007_199_254_740_992, "9007199254740992"), (1.7976931348623157e308, "1.7976931348623157e+308"),
            (Double.leastNonzeroMagnitude, "5e-324"), (2.2250738585072014e-308, "2.2250738585072014e-308"),
        ])
    func form(value: Double, text: String) {
        #expect(written(value) == text)
    }

    @Test("Doubles that the JSON writer writes read back as the same double, over all magnitudes")
    func readBack() throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(try Document(written(value)).root.double == value)
        }
    }

    @Test("Doubles that the JSON writer writes are integers to the reader when they are whole")
    func wholeNumbers() throws {
        for value in [0, 1, -3, 1e15, 4_503_599_627_370_496, -1e18] {
            #expect(try Document(written(value)).root.int64 == Int64(exactly: value))
        }
    }
}
