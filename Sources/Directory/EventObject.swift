internal import JSON
internal import PoolEngine

/// The members of an entity in the data of an event, in the form that the service's webhooks use.
///
/// That is the form of its V2 API, which differs from replies.
struct EventObject {
    private static let null = Array("null".utf8)

    private var members: [(name: String, value: [UInt8])] = []

    /// No members.
    init() {}

    /// Adds a member with a text; nil is `null`.
    mutating func add(_ name: String, _ text: String?) {
        add(name, text) { $0.string($1) }
    }

    /// Adds a member with a number.
    mutating func add(_ name: String, _ number: Int64) {
        add(name, number) { $0.int($1) }
    }

    /// Adds a member that is true or false.
    mutating func add(_ name: String, _ flag: Bool) {
        add(name, flag) { $0.bool($1) }
    }

    /// Adds a member with a time; nil is `null`.
    mutating func add(_ name: String, _ time: Timestamp?) {
        add(name, time?.iso8601)
    }

    /// Adds a member with JSON text; nil is `null`.
    mutating func add(_ name: String, json text: String?) {
        members.append((name, text.map { Array($0.utf8) } ?? Self.null))
    }

    /// Adds members that are `null`.
    mutating func addNulls(_ names: String...) {
        for name in names { members.append((name, Self.null)) }
    }

    private mutating func add<Value>(
        _ name: String, _ value: Value?, _ write: (inout Writer, Value) -> Void
    ) {
        guard let value else { return members.append((name, Self.null)) }
        var writer = Writer(reserving: 32)
        write(&writer, value)
        members.append((name, writer.finish()))
    }

    /// The members that differ from those of an earlier state, without the time of the change.
    ///
    /// - Parameter before: the earlier state, with the same names in the same order; nil for no difference.
    /// - Returns: an object with these members only.
    func updates(since before: EventObject?) -> EventObject {
        var changed = EventObject()
        guard let before else { return changed }
        changed.members = zip(before.members, members).filter { old, new in
            old.value != new.value && new.name != "updatedAt"
        }.map(\.1)
        return changed
    }

    /// Writes the object.
    func write(to writer: inout Writer) {
        writer.beginObject()
        for (name, value) in members {
            writer.name(name)
            writer.raw(value)
        }
        writer.endObject()
    }
}

extension Writer {
    /// Writes an object whose members are objects.
    mutating func eventData(_ members: (name: String, object: EventObject)...) {
        beginObject()
        for (name, object) in members {
            self.name(name)
            object.write(to: &self)
        }
        endObject()
    }

    /// Writes an object with one member, an array of objects, after others.
    mutating func eventData(
        _ members: (name: String, object: EventObject)..., list name: String,
        _ objects: [EventObject]
    ) {
        beginObject()
        for (name, object) in members {
            self.name(name)
            object.write(to: &self)
        }
        self.name(name)
        beginArray()
        for object in objects { object.write(to: &self) }
        endArray()
        endObject()
    }
}

extension DomainStore {
    /// The id of the user pool, which entities in the data of events have.
    func poolIdForEvents() throws -> String {
        try PoolIdentity.id(in: connection)
    }

    /// What an entity was, if a webhook wants to be told of its change.
    func stateForEvents<State>(before name: PoolEvent.Name, _ read: () throws -> State) throws -> State? {
        try directory.isWanted(name) ? try read() : nil
    }
}
