internal import Dispatch
internal import HTTP

/// The call that lists which operations are emulated and how often they are called.
extension ControlRoute {
    private static let choice = ControlObject(
        name: "Choice",
        fields: [
            .required("question", .string, "What no source says of the service."),
            .required("choice", .string, "What the emulator does."),
        ])

    private static let operation = ControlObject(
        name: "KnownOperation",
        fields: [
            .required("method", .string, "The method; ANY for all."),
            .required("path", .string, "The path."),
            .required("domain", .string, "Its topic, such as groups."),
            .required("emulated", .boolean, "Whether it is emulated."),
            .required("differences", .list(.string), "In what it differs from the public description."),
            .required("choices", .list(.object(choice)), "What is decided about it in docs/fidelity.md."),
            .required("tests", .list(.string), "The files of tests in which it succeeded."),
            .required("sdks", .list(.string), "The SDKs that called it in these tests, with versions."),
            .required("calls", .integer, "How often it was called since the start, in all user pools."),
        ])

    static let coverage = ControlRoute(
        "getCoverage", .get, "/coverage",
        "Lists the known operations: what of each is emulated, what tests it, and how often it was called.",
        answer: .object(
            200,
            ControlObject(
                name: "Coverage",
                fields: [.required("operations", .list(.object(operation)), "The operations.")]))
    ) { call in
        // Parsing the table of operations would delay the event loop.
        DispatchQueue.global().async { call.answer(json: call.context.coverage()) }
    }
}
