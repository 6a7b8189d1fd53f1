internal import HTTP
internal import JSON
internal import PoolEngine

/// The call that lists the events of a user pool.
extension ControlRoute {
    private static let event = ControlObject(
        name: "Event",
        fields: [
            .required("number", .integer, "The number of the event in its user pool."),
            .required("time", .time, "When it was committed, by the clock of the user pool."),
            .required("name", .string, "The vendor's name of the event, such as group:created."),
            .required("subject", .string, "The id or code of what changed."),
            .required("members", .list(.string), "For memberships, the ids of the users who joined or left."),
        ])

    static let events = [
        ControlRoute(
            "listEvents", .get, "/user-pools/{userPoolId}/events",
            "Lists the most recent changes of a user pool by the vendor's event names, oldest first.",
            query: [
                .optional("name", .string, "Only those with this name, such as group:created."),
                .optional("since", .integer, "Only those after the one with this number."),
                .optional("limit", .integer, "The most events, from 1 to 1000; 100 if absent."),
                .optional("wait", .string, "Waits up to this time, such as 5s or 500ms, for a first one."),
            ],
            answer: .object(
                200,
                ControlObject(
                    name: "EventList",
                    fields: [.required("events", .list(.object(event)), "The events.")]))
        ) { call in
            let log = try call.userPool().eventLog
            var filter = EventFilter()
            filter.name = call.query["name"]
            filter.since = UInt64(try call.integer("since", in: 0...Int.max) ?? 0)
            let limit = try call.integer("limit", in: 1...1_000) ?? 100
            guard let wait = try call.duration("wait") else {
                return call.answer(events: log.events(filter, limit: limit))
            }
            let wanted = filter
            let withdraw = log.wait(for: wanted, milliseconds: wait) { outcome in
                call.finishWaiting(outcome, for: "event") {
                    call.answer(events: log.events(wanted, limit: limit))
                }
            }
            call.whenClientLeaves(withdraw)
        }
    ]
}

extension ControlCall {
    fileprivate func answer(events: [RecordedEvent]) {
        answer { writer in
            writer.beginObject()
            writer.name("events")
            writer.beginArray()
            for event in events { event.write(to: &writer) }
            writer.endArray()
            writer.endObject()
        }
    }
}

extension RecordedEvent {
    /// Writes the event as the control API shows it.
    fileprivate func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("number", Int64(number))
        writer.member("time", time.iso8601)
        writer.member("name", event.name.text)
        writer.member("subject", event.subject)
        writer.name("members")
        writer.beginArray()
        for id in event.members { writer.string(id) }
        writer.endArray()
        writer.endObject()
    }
}
