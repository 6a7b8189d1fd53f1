internal import Dispatch
internal import HTTP
internal import JSON
internal import Journal
internal import PoolEngine

/// The call that lists inputs that no operation has read.
extension ControlRoute {
    /// The most inputs in an answer.
    private static let mostInputs = 1_000

    /// An input of an operation; its kind and name.
    private struct Key: Hashable {
        let operation: String
        let input: UnreadInput
    }

    private static let unreadInput = ControlObject(
        name: "UnreadInput",
        fields: [
            .required("operation", .string, "The operation, such as add-group-members."),
            .required("kind", .string, "field for a member of the body, query or header."),
            .required("name", .string, "The name; of a member of an object, its path."),
            .required("count", .integer, "How many requests had it."),
        ])

    static let unreadInputs = ControlRoute(
        "listUnreadInputs", .get, "/user-pools/{userPoolId}/unread-inputs",
        "Lists the fields, query parameters and header fields of recorded requests that no operation has read.",
        answer: .object(
            200,
            ControlObject(
                name: "UnreadInputList",
                fields: [
                    .required(
                        "unreadInputs", .list(.object(unreadInput)),
                        "At most 1000 inputs, the most frequent first.")
                ]))
    ) { call in
        let journal = try call.userPool().journal
        // Parsing all recorded requests would delay the event loop.
        DispatchQueue.global().async {
            let counts = counts(of: journal.entries(JournalFilter(), limit: .max), in: call.context)
            call.answer { write(counts, to: &$0) }
        }
    }

    private static func counts(of entries: [JournalEntry], in context: ControlContext) -> [Key: Int] {
        var counts: [Key: Int] = [:]
        for entry in entries {
            guard let operation = entry.operation else { continue }
            for input in context.unreadInputs(entry) {
                counts[Key(operation: String(operation), input: input), default: 0] += 1
            }
        }
        return counts
    }

    private static func write(_ counts: [Key: Int], to writer: inout Writer) {
        let sorted = counts.sorted { first, second in
            (second.value, first.key.operation, first.key.input.kind.rawValue, first.key.input.name)
                < (first.value, second.key.operation, second.key.input.kind.rawValue, second.key.input.name)
        }
        writer.beginObject()
        writer.name("unreadInputs")
        writer.beginArray()
        for (key, count) in sorted.prefix(mostInputs) {
            writer.beginObject()
            writer.member("operation", key.operation)
            writer.member("kind", key.input.kind.rawValue)
            writer.member("name", key.input.name)
            writer.member("count", Int64(count))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
