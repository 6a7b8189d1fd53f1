internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// Calls that take, list, restore, remove and compare snapshots of a user pool.
extension ControlRoute {
    private static let pool = "/user-pools/{userPoolId}"

    private static let snapshot = ControlObject(
        name: "Snapshot",
        fields: [
            .required(
                "name", .string, "The name of the snapshot; seed is the initial state of the user pool."),
            .required("takenAt", .time, "When it was taken, by the clock of the user pool."),
            .required("bytes", .integer, "Its size."),
        ])

    static let snapshots = [
        ControlRoute(
            "listSnapshots", .get, "\(pool)/snapshots", "Lists the snapshots of a user pool by name.",
            answer: .object(
                200,
                ControlObject(
                    name: "SnapshotList",
                    fields: [.required("snapshots", .list(.object(snapshot)), "The snapshots.")]))
        ) { call in
            try call.userPool().listSnapshots { result in
                call.finish(result) { snapshots, writer in
                    writer.beginObject()
                    writer.name("snapshots")
                    writer.beginArray()
                    for snapshot in snapshots { snapshot.write(to: &writer) }
                    writer.endArray()
                    writer.endObject()
                }
            }
        },
        ControlRoute(
            "takeSnapshot", .post, "\(pool)/snapshots",
            "Takes a snapshot of the current state of a user pool.",
            body: [
                .required("name", .string, "1 to 64 letters, digits, '.', '_' and '-', no '.' first."),
                .optional("replace", .boolean, "Whether to replace a snapshot of this name."),
            ],
            answer: .object(201, snapshot)
        ) { call in
            let name = try SnapshotName(call.body.requiredText("name"))
            let replaces = try call.body.bool("replace") ?? false
            try call.userPool().takeSnapshot(name, replacing: replaces) { result in
                call.finish(result) { $0.write(to: &$1) }
            }
        },
        ControlRoute(
            "restoreSnapshot", .post, "\(pool)/snapshots/{name}/restore",
            "Replaces the contents of a user pool with those of a snapshot.", answer: .none
        ) { call in
            try call.userPool().restore(call.snapshotName()) { call.finish($0) }
        },
        ControlRoute(
            "deleteSnapshot", .delete, "\(pool)/snapshots/{name}", "Removes a snapshot.", answer: .none
        ) { call in
            try call.userPool().deleteSnapshot(call.snapshotName()) { call.finish($0) }
        },
        ControlRoute(
            "compareStates", .get, "\(pool)/diff",
            "Compares two snapshots, or a snapshot with the current state.",
            query: [
                .required("from", .string, "The name of a snapshot."),
                .optional("to", .string, "The name of a snapshot; the current state if absent."),
            ],
            answer: .document("The differences of each table.")
        ) { call in
            guard let from = call.query["from"] else { throw ControlError.invalidRequest("from is missing") }
            let to = try call.query["to"].map { try SnapshotName($0) }
            try call.userPool().difference(from: SnapshotName(from), to: to) { result in
                switch result {
                case .success(let text): call.answer(json: text)
                case .failure(let error): call.fail(error)
                }
            }
        },
    ]
}

extension ControlCall {
    /// The name of a snapshot in the path.
    fileprivate func snapshotName() throws(SnapshotError) -> SnapshotName {
        try SnapshotName(values["name"] ?? "")
    }
}

extension Snapshot {
    /// Writes the snapshot as the control API shows it.
    fileprivate func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("name", name.description)
        writer.member("takenAt", takenAt.iso8601)
        writer.member("bytes", Int64(bytes))
        writer.endObject()
    }
}
