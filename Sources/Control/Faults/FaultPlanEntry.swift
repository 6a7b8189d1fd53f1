internal import Faults
internal import JSON

/// A fault plan as the control API shows it.
struct FaultPlanEntry {
    /// The members of an entry.
    static let type = ControlObject(
        name: "FaultPlan",
        fields: [.required("id", .string, "The id of the plan.")] + NewFaultPlan.fields + [
            .required("matched", .integer, "How many requests were of its operation and match."),
            .required("fired", .integer, "How many of them it was applied to."),
        ])

    private let counted: CountedFaultPlan

    /// Shows a plan.
    init(_ counted: CountedFaultPlan) {
        self.counted = counted
    }

    /// Writes the entry.
    func write(to writer: inout Writer) {
        let plan = counted.plan
        writer.beginObject()
        writer.member("id", counted.id)
        if let name = plan.name { writer.member("name", name) }
        if let operation = plan.operation { writer.member("operation", operation) }
        if let when = plan.texts.condition {
            writer.name("when")
            writer.raw(Array(when.utf8))
        }
        writer.name("effect")
        writer.raw(Array(plan.texts.effect.utf8))
        writer.member("matched", Int64(counted.matched))
        writer.member("fired", Int64(counted.fired))
        writer.endObject()
    }
}
