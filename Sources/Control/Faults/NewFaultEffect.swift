internal import Faults
internal import JSON
internal import Seeds

/// What a fault does, as a caller describes it.
struct NewFaultEffect {
    /// The longest latency, in milliseconds.
    private static let longestLatency = 600_000

    private static let error = ControlObject(
        name: "FaultError",
        fields: [
            .required("statusCode", .integer, "statusCode of the response, from 300."),
            .optional("apiCode", .integer, "apiCode of the response."),
            .optional("message", .string, "message of the response."),
        ])

    /// The members of an effect.
    static let type = ControlObject(
        name: "FaultEffect",
        fields: [
            .optional(
                "latency", .any,
                "How long the response is held back: a time such as 50ms or 2s, or two of them as from and to."
            ),
            .optional("error", .object(error), "A failure in place of the response, in the service's form."),
            .optional("http", .integer, "An HTTP status from 400 to 599 in place of the response's."),
            .optional("retryAfter", .integer, "Retry-After of that response, in seconds."),
            .optional("reset", .boolean, "Whether the connection is reset, without a response."),
            .optional("truncate", .integer, "The connection closes after so many bytes of the body."),
            .optional("hang", .boolean, "Whether the request gets no response."),
        ])

    /// The effect.
    let effect: FaultEffect

    /// Reads an effect.
    ///
    /// - Throws: `SeedError`, `ControlError`.
    init(_ object: SeedObject) throws {
        var effect = FaultEffect()
        effect.latency = try Self.latency(object)
        effect.answer = try Self.answer(object)
        var endings: [FaultEnding] = []
        if try object.bool("reset") == true { endings.append(.reset) }
        if try object.bool("hang") == true { endings.append(.hang) }
        if let bytes = try object.integer("truncate", in: 0...Int(Int32.max)) {
            endings.append(.truncate(bytes))
        }
        guard endings.count <= 1 else {
            throw ControlError.invalidRequest("effect: reset, truncate and hang exclude each other")
        }
        effect.ending = endings.first
        if effect.answer != nil, effect.ending == .reset || effect.ending == .hang {
            throw ControlError.invalidRequest("effect: with reset or hang there is no response to change")
        }
        guard effect.latency != nil || effect.answer != nil || effect.ending != nil else {
            throw ControlError.invalidRequest("effect: must have at least one effect")
        }
        self.effect = effect
    }

    private static func answer(_ object: SeedObject) throws -> FaultAnswer? {
        let http = try object.integer("http", in: 400...599)
        let error = try object.object("error", allowing: Self.error.fields.map(\.name))
        let retryAfter = try object.integer("retryAfter", in: 0...1_000_000)
        guard http != nil || error != nil else {
            guard retryAfter == nil else {
                throw ControlError.invalidRequest("effect.retryAfter: only together with http or error")
            }
            return nil
        }
        let statusCode = try error?.integer("statusCode", in: 300...999_999)
        guard error == nil || statusCode != nil else {
            throw ControlError.invalidRequest("effect.error: statusCode is missing")
        }
        var answer = FaultAnswer(httpStatus: http ?? 200, statusCode: statusCode ?? http ?? 500)
        answer.apiCode = try error?.integer("apiCode", in: 0...999_999)
        answer.message = try error?.text("message")
        answer.retryAfter = retryAfter
        return answer
    }

    private static func latency(_ object: SeedObject) throws -> ClosedRange<Int>? {
        guard let value = object["latency"] else { return nil }
        if value.kind == .object, let range = try object.object("latency", allowing: ["from", "to"]) {
            guard let from = try duration("from", in: range), let to = try duration("to", in: range),
                from <= to
            else {
                throw range.path.error("from and to must be given, from the smaller one")
            }
            return from...to
        }
        return try duration("latency", in: object).map { $0...$0 }
    }

    private static func duration(_ name: String, in object: SeedObject) throws -> Int? {
        guard let text = try object.text(name) else { return nil }
        guard let milliseconds = Milliseconds.parse(text), milliseconds <= longestLatency else {
            throw object.path.member(name).error("must be a time such as 50ms or 2s, at most 600s")
        }
        return milliseconds
    }
}
