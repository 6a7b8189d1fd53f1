internal import Faults
internal import JSON
internal import PoolEngine
internal import Seeds

/// A fault plan as a caller describes it.
struct NewFaultPlan {
    private static let condition = ControlObject(
        name: "FaultCondition",
        fields: [
            .optional("first", .integer, "Only the first requests, this many."),
            .optional("probability", .number, "The share of the requests, from 0 to 1."),
            .optional("random", .integer, "A seed: the same one draws the same sequence."),
            .optional("match", .foreignObject, "An object that the body or query must contain."),
        ])

    /// The members of the body.
    static let fields: [ControlField] = [
        .optional("name", .string, "A name that no other plan of the user pool has."),
        .optional("operation", .string, "An operation, such as add-group-members; * or absent for all."),
        .optional("when", .object(condition), "Which of its requests; all if absent."),
        .required("effect", .object(NewFaultEffect.type), "What is done to a request."),
    ]

    private let name: String?
    private let operation: String?
    private let condition: SeedObject?
    private let effect: FaultEffect
    private let texts: (condition: String?, effect: String)

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: the body.
    ///   - reasonAgainst: says why no request can meet a plan for an operation; nil if there is no reason.
    /// - Throws: `SeedError`, `ControlError`.
    init(_ body: SeedObject, reasonAgainst: (String) -> String?) throws {
        name = try body.id("name")
        let operation = try body.text("operation", emptyIsNone: true)
        self.operation = operation == "*" ? nil : operation
        if let reason = self.operation.flatMap(reasonAgainst) {
            throw ControlError.invalidRequest("operation: \(reason)")
        }
        condition = try body.object("when", allowing: Self.condition.fields.map(\.name))
        guard let effect = try body.object("effect", allowing: NewFaultEffect.type.fields.map(\.name)),
            let text = try body.objectText("effect")
        else { throw ControlError.invalidRequest("effect is missing") }
        self.effect = try NewFaultEffect(effect).effect
        texts = (try body.objectText("when"), text)
    }

    /// The plan.
    ///
    /// - Parameter random: what its random numbers begin with if no seed was given.
    /// - Returns: the plan.
    /// - Throws: `SeedError`, `ControlError`.
    func plan(random: any RandomSource) throws -> FaultPlan {
        FaultPlan(
            name: name, operation: operation,
            condition: try faultCondition(random: random), effect: effect, texts: texts)
    }

    private func faultCondition(random: any RandomSource) throws -> FaultCondition {
        let seed = try condition?.integer("random").map { UInt64(bitPattern: Int64($0)) }
        var result = FaultCondition(
            seed: seed ?? random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) })
        guard let condition else { return result }
        result.first = try condition.integer("first", in: 1...1_000_000_000)
        result.probability = try condition.number("probability")
        guard (0...1).contains(result.probability ?? 0) else {
            throw condition.path.member("probability").error("must be from 0 to 1")
        }
        if let match = try condition.objectText("match") {
            result.match = try Document(parsing: Array(match.utf8)).root
        }
        return result
    }
}

extension SeedObject {
    /// A whole number within bounds; nil if it is absent.
    ///
    /// - Throws: `SeedError.invalid`.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(SeedError) -> Int? {
        guard let number = try integer(name) else { return nil }
        guard range.contains(number) else {
            throw path.member(name).error("must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
