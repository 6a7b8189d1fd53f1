import Dispatch
import JSON
import Synchronization
import Testing

@testable import Faults

@Suite("Fault plans")
struct FaultPlansTests {
    private let plans = FaultPlans()

    private func add(
        name: String? = nil, operation: String? = nil, seed: UInt64 = 1,
        _ change: (inout FaultCondition, inout FaultEffect) -> Void = { _, effect in effect.ending = .reset }
    ) throws {
        var condition = FaultCondition(seed: seed)
        var effect = FaultEffect()
        change(&condition, &effect)
        _ = try plans.add(
            FaultPlan(
                name: name, operation: operation, condition: condition, effect: effect,
                texts: (nil, "{}")))
    }

    private func fault(_ operation: String = "get-user", name: String? = nil) -> Fault? {
        plans.fault(operation: operation, name: name) { _ in false }
    }

    private func counts() -> [[Int]] { plans.all.map { [$0.matched, $0.fired] } }

    @Test("A plan for the first requests applies to exactly that many, however many come at once")
    func first() throws {
        try add { condition, effect in
            condition.first = 100
            effect.ending = .reset
        }
        let hits = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<500 where fault() != nil { hits.add(1, ordering: .relaxed) }
        }
        #expect(hits.load(ordering: .relaxed) == 100)
        #expect(counts() == [[4_000, 100]])
    }

    @Test("A probability with a seed draws the same requests again, and another seed draws others")
    func probability() throws {
        func drawn(seed: UInt64) throws -> [Bool] {
            plans.removeAll()
            try add(seed: seed) { condition, effect in
                condition.probability = 0.25
                effect.ending = .reset
            }
            return (0..<1_000).map { _ in fault() != nil }
        }
        let one = try drawn(seed: 7)
        #expect(try drawn(seed: 7) == one)
        #expect(try drawn(seed: 8) != one)
        #expect((200...300).contains(one.count { $0 }))
    }

    @Test("The random numbers are those of the published generator")
    func generator() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test("Delays of several plans add up, until the first plan that does more")
    func combination() throws {
        try add { $1.latency = 20...20 }
        try add { $1.answer = FaultAnswer(httpStatus: 503, statusCode: 503) }
        try add()
        let found = try #require(fault())
        #expect(found.latency == 20 && found.answer?.httpStatus == 503 && found.ending == nil)
        #expect(found.causes.map(\.id) == ["fault-1", "fault-2"])
        #expect(counts() == [[1, 1], [1, 1], [0, 0]])
    }

    @Test("A latency is drawn from its whole range")
    func latency() throws {
        try add { $1.latency = 5...8 }
        #expect(Set((0..<200).compactMap { _ in fault()?.latency }) == [5, 6, 7, 8])
    }

    @Test("A plan applies to its operation only, and only the plan counts that a request names")
    func selection() throws {
        try add(name: "one", operation: "get-user")
        try add(name: "two")
        #expect(fault("list-users")?.causes.map(\.id) == ["fault-2"])
        #expect(fault(name: "two")?.causes.map(\.id) == ["fault-2"])
        #expect(fault(name: "three") == nil)
        #expect(counts() == [[0, 0], [2, 2]])
    }

    @Test("A name can be used once, and the number of plans is limited")
    func limits() throws {
        try add(name: "one")
        #expect(throws: FaultPlanError.self) { try add(name: "one") }
        for _ in 1..<FaultPlans.most { try add() }
        #expect(throws: FaultPlanError.self) { try add() }
        #expect(plans.remove(id: "fault-1") && !plans.remove(id: "fault-1") && !plans.isEmpty)
        plans.removeAll()
        #expect(plans.isEmpty && fault() == nil)
    }

    @Test(
        "A value contains another if it has at least its members",
        arguments: [
            (#"{"a":1,"b":2}"#, #"{"a":1}"#, true), (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
            (#"{"a":{"b":1,"c":2}}"#, #"{"a":{"c":2}}"#, true), (#"{"a":1.0}"#, #"{"a":1}"#, true),
            (#"{"a":"1"}"#, #"{"a":1}"#, false), (#"{"a":[1,2]}"#, #"{"a":[1,2]}"#, true),
            (#"{"a":[1,2]}"#, #"{"a":[1]}"#, false), (#"{"a":null}"#, #"{"a":null}"#, true),
            (#"{}"#, #"{"a":null}"#, false), (#"{"a":true}"#, #"{"a":false}"#, false),
            (#"{"a":0.5}"#, #"{"a":5e-1}"#, true), (#"{"a":"\u0062"}"#, #"{"a":"b"}"#, true),
        ])
    func containment(_ value: String, _ other: String, _ isContained: Bool) throws {
        let (value, other) = (Array(value.utf8), Array(other.utf8))
        #expect(try Document(parsing: value).root.contains(Document(parsing: other).root) == isContained)
    }
}
