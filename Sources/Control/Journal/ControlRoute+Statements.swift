internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// Calls that switch the recording of SQL statements.
extension ControlRoute {
    private static let path = "/user-pools/{userPoolId}/statements"

    private static let recording = ControlObject(
        name: "StatementRecording",
        fields: [
            .required("recorded", .boolean, "Whether the statements of requests are recorded from now on.")
        ])

    static let statements = [
        ControlRoute(
            "getStatementRecording", .get, path,
            "Shows whether the statements of a user pool's requests are recorded.",
            answer: .object(200, recording)
        ) { call in
            let statements = try call.userPool().mailbox.statements
            call.answer { statements.write(to: &$0) }
        },
        ControlRoute(
            "setStatementRecording", .put, path,
            "Switches the recording of the statements of a user pool's requests on or off.",
            body: [.required("recorded", .boolean, "Whether they are to be recorded.")],
            answer: .object(200, recording)
        ) { call in
            let statements = try call.userPool().mailbox.statements
            guard let isRecorded = try call.body.bool("recorded") else {
                throw ControlError.invalidRequest("recorded is missing")
            }
            statements.isRecording = isRecorded
            call.answer { statements.write(to: &$0) }
        },
    ]
}

extension StatementLog {
    /// Writes the switch as the control API shows it.
    fileprivate func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("recorded", isRecording)
        writer.endObject()
    }
}
