/// The faults that apply to one request, combined.
public final class Fault: Sendable {
    /// A plan that applied.
    public struct Cause: Sendable {
        /// The id of the plan.
        public let id: String
        /// The name of the plan.
        public let name: String?
        /// What it did, for people: `latency 50 ms, statusCode 500`.
        public let effect: String
    }

    /// The plans, in the order in which they applied.
    public let causes: [Cause]
    /// How long the response is held back, in milliseconds.
    public let latency: Int
    /// The response in place of the operation's.
    public let answer: FaultAnswer?
    /// What happens to the connection.
    public let ending: FaultEnding?
    /// Holds the response back.
    public let delays: Delays

    /// Combines effects.
    ///
    /// - Parameters:
    ///   - effects: the plans that applied, each with the latency that was drawn; at most the last one is more than a
    ///     delay.
    ///   - delays: holds the response back.
    init(_ effects: [(counted: CountedFaultPlan, latency: Int)], delays: Delays) {
        self.delays = delays
        causes = effects.map { counted, latency in
            Cause(
                id: counted.id, name: counted.plan.name,
                effect: Self.text(of: counted.plan.effect, latency: latency))
        }
        latency = effects.reduce(0) { $0 + $1.latency }
        let last = effects.last?.counted.plan.effect
        answer = last?.answer
        ending = last?.ending
    }

    /// The faults in one line, for the log: `fault slow (fault-1): latency 50 ms`.
    public var description: String {
        causes.map { cause in
            "fault \(cause.name.map { "\($0) (\(cause.id))" } ?? cause.id): \(cause.effect)"
        }.joined(separator: "; ")
    }

    private static func text(of effect: FaultEffect, latency: Int) -> String {
        var parts: [String] = []
        if effect.latency != nil { parts.append("latency \(latency) ms") }
        if let answer = effect.answer {
            parts.append("HTTP status \(answer.httpStatus), statusCode \(answer.statusCode)")
        }
        switch effect.ending {
        case nil: break
        case .reset: parts.append("reset")
        case .hang: parts.append("hang")
        case .truncate(let bytes): parts.append("truncated after \(bytes) bytes")
        }
        return parts.joined(separator: ", ")
    }
}
