import JSON
import Testing

@Suite("Limits")
struct LimitsTests {
    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("The JSON reader accepts 128 levels and refuses the 129th where it opens")
    func depth() {
        #expect(ParseError.of(nested(128)) == nil)
        #expect(ParseError.of(nested(129)) == ParseError(.tooDeep, at: 128))
    }

    @Test("The JSON reader counts objects and arrays as levels alike")
    func mixedDepth() {
        let limits = Limits(depth: 2)
        #expect(ParseError.of(#"{"a":[1]}"#, limits: limits) == nil)
        #expect(ParseError.of(#"{"a":[{}]}"#, limits: limits) == ParseError(.tooDeep, at: 6))
    }

    @Test("The JSON reader does not count levels that are closed again")
    func closedLevels() {
        #expect(ParseError.of("[[],[],[[]]]", limits: Limits(depth: 3)) == nil)
    }

    @Test("The JSON reader accepts scalars with depth 0")
    func scalar() {
        #expect(ParseError.of("1", limits: Limits(depth: 0)) == nil)
        #expect(ParseError.of("[]", limits: Limits(depth: 0)) == ParseError(.tooDeep, at: 0))
    }

    @Test(
        "The JSON reader counts a node for every value and every name",
        arguments: [("[1,2,3]", 4), (#"{"a":1,"b":[]}"#, 5), ("true", 1), ("[[[]]]", 3)])
    func nodes(text: String, count: Int) {
        #expect(ParseError.of(text, limits: Limits(nodes: count)) == nil)
        #expect(ParseError.of(text, limits: Limits(nodes: count - 1))?.kind == .tooManyNodes)
    }

    @Test("The JSON reader refuses the node after the 200,000th")
    func defaultNodes() {
        let text = "[" + String(repeating: "0,", count: 199_998) + "0]"
        #expect(ParseError.of(text) == nil)
        let longer = "[" + String(repeating: "0,", count: 199_999) + "0]"
        #expect(ParseError.of(longer) == ParseError(.tooManyNodes, at: 399_999))
    }

    @Test("The JSON reader accepts a number of 1,024 bytes and refuses a longer one at its start")
    func numberBytes() {
        #expect(ParseError.of(String(repeating: "1", count: 1024)) == nil)
        #expect(
            ParseError.of("[" + String(repeating: "1", count: 1025) + "]")
                == ParseError(.numberTooLong, at: 1))
        #expect(ParseError.of("-0." + String(repeating: "1", count: 1022))?.kind == .numberTooLong)
    }

    @Test("The JSON reader refuses 1 MiB of opening brackets without a deep stack")
    func brackets() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        #expect(ParseError.of(bytes) == ParseError(.tooDeep, at: 128))
        #expect(ParseError.of(bytes, limits: Limits(depth: 1 << 21, nodes: 1 << 21))?.kind == .unexpectedEnd)
    }

    @Test("The JSON reader limits nodes to what a tape can have, whatever its configuration")
    func mostNodes() {
        var limits = Limits(nodes: 1 << 30)
        #expect(limits.nodes == 1 << 27)
        limits.nodes = 1 << 29
        #expect(limits.nodes == 1 << 27)
    }

    @Test(
        "The JSON reader refuses U+0000 where it is not allowed, in values and names, but not text that only looks like it",
        arguments: [
            (#""\u0000""#, 1), (#"{"a":["x\u0000"]}"#, 8), (#"{"\u0000":1}"#, 2), (#""\\u0000""#, nil),
            (#""\u0001\u1000""#, nil), (#""u0000""#, nil),
        ] as [(String, Int?)])
    func nul(text: String, offset: Int?) throws {
        let bytes = Array(text.utf8)
        _ = try Document(parsing: bytes)
        let limits = Limits(allowsNul: false)
        guard let offset else {
            _ = try Document(parsing: bytes, limits: limits)
            return
        }
        #expect(throws: ParseError(.nul, at: offset)) { try Document(parsing: bytes, limits: limits) }
    }
}
