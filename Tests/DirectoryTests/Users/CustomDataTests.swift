import Testing

@testable import Directory

@Suite("Custom fields of users")
struct CustomDataTests {
    @Test(
        "A user's custom data sets each field as a whole, in its place, and removes what is null",
        arguments: [
            (nil, #"{"a": 1.0, "b": null}"#, #"{"a":1.0}"#),
            (#"{"a":1,"b":2}"#, #"{"c":3,"a":"x"}"#, #"{"a":"x","b":2,"c":3}"#),
            (#"{"a":1,"b":2}"#, #"{"a":null}"#, #"{"b":2}"#),
            (#"{"a":{"x":1}}"#, #"{"a":{"y":null}}"#, #"{"a":{"y":null}}"#),
            (nil, #"{"a":1,"a":2}"#, #"{"a":2}"#),
            (#"{"a":1}"#, "{}", #"{"a":1}"#),
            (#"{"a":1,"b":2}"#, #"{"a":null,"a":3}"#, #"{"b":2,"a":3}"#),
            ("{\"\u{E9}\":1}", "{\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
        ] as [(String?, String, String)])
    func merging(kept: String?, changes: String, expected: String) throws {
        #expect(Array(try CustomData.merging(changes, into: kept).utf8) == Array(expected.utf8))
    }

    @Test(
        "A user's custom data keeps as many fields as requests bring, each in its place",
        .timeLimit(.minutes(1)))
    func many() throws {
        func fields(_ range: Range<Int>) -> String {
            "{" + range.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        }
        var kept: String?
        for start in 0..<3 {
            kept = try CustomData.merging(fields(start * 80_000..<(start + 1) * 80_000), into: kept)
        }
        #expect(kept.map { $0.utf8.elementsEqual(fields(0..<240_000).utf8) } == true)
    }
}
