import HTTP
import TestSupport
import Testing

@Suite("The cases of fixtures/http, in the request parser")
struct RequestParserCaseTests {
    @Test(
        "The request parser finds the events of each case of fixtures/http in one piece",
        arguments: WireCase.all)
    func whole(_ wireCase: WireCase) {
        #expect(ParserFeed.events(wireCase.bytes, cutAt: []) == wireCase.events)
    }

    @Test(
        "The request parser finds the same events byte by byte",
        arguments: WireCase.all.filter { $0.bytes.count < 50_000 })
    func byteByByte(_ wireCase: WireCase) {
        let bytes = wireCase.bytes
        #expect(ParserFeed.events(bytes, cutAt: 1..<max(1, bytes.count)) == wireCase.events)
    }

    @Test("The request parser finds the same events in two pieces, cut anywhere", arguments: WireCase.all)
    func everySplit(_ wireCase: WireCase) {
        let bytes = wireCase.bytes
        for cut in cuts(bytes.count) {
            let events = ParserFeed.events(bytes, cutAt: [cut])
            guard events == wireCase.events else {
                Issue.record("cut at \(cut): \(events)")
                return
            }
        }
    }

    @Test("The cases of fixtures/http break every rule but the time-outs, which need a clock")
    func everyRule() {
        let refused = Set(WireCase.all.flatMap(\.events).filter { $0.hasPrefix("refused ") })
        let rules = Refusal.allCases.filter { $0 != .headTimedOut && $0 != .bodyTimedOut }
        #expect(refused == Set(rules.map { "refused \($0.rawValue)" }))
    }

    @Test("The cases of fixtures/http have the status of their rule", arguments: WireCase.all)
    func status(_ wireCase: WireCase) {
        for event in wireCase.events where event.hasPrefix("refused ") {
            let refusal = Refusal(rawValue: String(event.dropFirst(8)))
            #expect(refusal?.status == wireCase.answers.last)
            #expect(wireCase.closes)
        }
    }

    /// Every place in a short text; in a long one every place near its ends and samples between.
    private func cuts(_ count: Int) -> [Int] {
        guard count > 1500 else { return Array(1..<max(1, count)) }
        guard count < 200_000 else { return [1, 60, 100, 5000, count / 2, count - 1] }
        let step = max(101, count / 200)
        return Array(1..<300) + Array(stride(from: 300, to: count - 300, by: step))
            + Array(count - 300..<count)
    }
}
