import Testing

@testable import Directory

@Suite("Custom fields of users")
struct CustomDataTests {
    @Test(
        "sets each field as a whole, in its place, and takes away what is null",
        arguments: [
            (nil, #"{"a": 1.0, "b": null}"#, #"{"a":1.0}"#),
            (#"{"a":1,"b":2}"#, #"{"c":3,"a":"x"}"#, #"{"a":"x","b":2,"c":3}"#),
            (#"{"a":1,"b":2}"#, #"{"a":null}"#, #"{"b":2}"#),
            (#"{"a":{"x":1}}"#, #"{"a":{"y":null}}"#, #"{"a":{"y":null}}"#),
            (nil, #"{"a":1,"a":2}"#, #"{"a":2}"#),
            (#"{"a":1}"#, "{}", #"{"a":1}"#),
        ] as [(String?, String, String)])
    func merging(kept: String?, changes: String, expected: String) {
        #expect(CustomData.merging(changes, into: kept) == expected)
    }
}
