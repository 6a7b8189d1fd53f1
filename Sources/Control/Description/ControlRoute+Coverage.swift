internal import Dispatch
internal import HTTP

/// The call about what is emulated and what is used.
extension ControlRoute {
    private static let operation = ControlObject(
        name: "KnownOperation",
        fields: [
            .required("method", .string, "The method; ANY for all."),
            .required("path", .string, "The path."),
            .required("domain", .string, "Its topic, such as groups."),
            .required("emulated", .boolean, "Whether it is emulated."),
            .required("differences", .list(.string), "In what it differs from the public description."),
            .required("calls", .integer, "How often it was called since the start, by all user pools."),
        ])

    static let coverage = ControlRoute(
        "getCoverage", .get, "/coverage",
        "Lists the known operations: whether each is emulated, in what it differs, and how often it was called.",
        answer: .object(
            200,
            ControlObject(
                name: "Coverage",
                fields: [.required("operations", .list(.object(operation)), "The operations.")]))
    ) { call in
        // The table of operations is parsed, which the event loop should not wait for.
        DispatchQueue.global().async { call.answer(json: call.context.coverage()) }
    }
}
