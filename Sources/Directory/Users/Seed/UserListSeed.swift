// Members are given by name. The row keys of names are cached (`NameTable`), since looking up ten million names takes
// longer than the rest of the work for them.

internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The times and the order of joining that a seed gives for a member.
struct SeedJoining {
    /// The time, `createdAt` of an assignment; nil for the pool's time.
    var joinedAt: Timestamp?
    /// The position in the join order of all departments of the pool, from 1; nil for the one after the highest so far.
    var joinOrder: Int64?
    /// From when and until when an assignment counts.
    var enableTime, endTime: Timestamp?
    /// When the times of an assignment last changed; nil for when it was made.
    var updatedAt: Timestamp?
}

extension SeedJoining {
    /// Reads the times of an object, which are those that its fields allow.
    ///
    /// - Throws: `SeedError.invalid`.
    init(times object: SeedObject) throws(SeedError) {
        joinedAt = try object.moment(object["joinedAt"] == nil ? "createdAt" : "joinedAt")
        enableTime = try object.moment("enableTime")
        endTime = try object.moment("endTime")
        updatedAt = try object.moment("updatedAt")
    }
}

/// A list of users in a seed, each by id or username, or as an object that also says how the user joined.
struct UserListSeed {
    /// The highest position in the join order; members who join later need higher ones.
    private static let highestJoinOrder: Int64 = 1 << 53

    /// The users of the list that have been read.
    private final class Met {
        var keys = DistinctKeys()
    }

    /// The fields of an element that is an object; nil when none may be one.
    private let fields: [String]?

    init(fields: [String]?) {
        self.fields = fields
    }

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - list: the list; nil when it is absent.
    ///   - build: the pool that is built; nil to check the form only.
    ///   - insert: creates the row of a member, from the number of users before it in the list, the user's key, and how
    ///     the user joined. Called once for each user, even for one who is named twice.
    /// - Returns: how many users there are.
    /// - Throws: `SeedError`, what `insert` throws.
    @discardableResult
    func read(
        _ list: SeedList?, into build: SeedBuild?,
        insert: (SeedBuild, _ number: Int64, _ key: Int64, SeedJoining) throws -> Void
    ) throws -> Int64 {
        guard let list else { return 0 }
        guard let build else {
            try list.forEachName({ !$0.isEmpty }) { _ = try member($0, at: $1) }
            return 0
        }
        let met = build.state(Met.self) { Met() }
        met.keys.removeAll()
        var count: Int64 = 0
        func take(_ key: Int64, _ joining: SeedJoining) throws {
            guard met.keys.insert(key) else { return }
            try insert(build, count, key, joining)
            count += 1
        }
        try list.forEachName({ name in
            guard !name.isEmpty, let key = try build.userKey(of: name) else { return false }
            try take(key, SeedJoining())
            return true
        }) { value, path in
            var (name, joining) = try member(value, at: path)
            guard let key = try name.withUTF8({ try build.userKey(of: UnsafeRawBufferPointer($0)) }) else {
                throw path.error("no user of this pool has the userId or username \"\(name)\"")
            }
            try build.at(path) { try take(key, joining) }
        }
        return count
    }

    /// Reads an element.
    private func member(
        _ value: Value, at path: SeedPath
    ) throws(SeedError) -> (name: String, joining: SeedJoining) {
        if let name = value.string, !name.isEmpty { return (name, SeedJoining()) }
        guard let fields, value.kind == .object else {
            throw path.error("must be the userId or username of a user")
        }
        let object = try SeedObject(value, at: path, allowing: fields)
        var joining = try SeedJoining(times: object)
        if let order = try object.integer("joinOrder") {
            guard (1...Self.highestJoinOrder).contains(Int64(order)) else {
                throw path.member("joinOrder").error("must be a number from 1 to \(Self.highestJoinOrder)")
            }
            joining.joinOrder = Int64(order)
        }
        return (try object.requiredText("user"), joining)
    }
}

extension SeedBuild {
    private static let keyById = SQL("SELECT key FROM users WHERE userId = ?1")
    private static let keyByUsername = SQL("SELECT key FROM users WHERE username = ?1")

    /// The key of the user with an id, or else with a username; nil if there is none.
    fileprivate func userKey(of name: UnsafeRawBufferPointer) throws -> Int64? {
        if let key = names.key(of: name) { return key }
        let key =
            try connection.integer(Self.keyById, utf8: name)
            ?? connection.integer(Self.keyByUsername, utf8: name)
        if let key { names.remember(name, key: key) }
        return key
    }

    /// Creates the row of a membership.
    ///
    /// - Parameters:
    ///   - sql: the statement; its parameters are the four that follow.
    ///   - list: the key of the group or department.
    ///   - order: the position in the join order.
    ///   - user: the user's key.
    ///   - joinedAt: when the user joined; nil for the pool's time.
    /// - Throws: `SQLiteError`.
    func insertMember(
        _ sql: SQL, of list: Int64, _ order: Int64, _ user: Int64, _ joinedAt: Timestamp?
    ) throws(SQLiteError) {
        let joinedAt = (joinedAt ?? moment).milliseconds
        try connection.run(sql) { binder in
            binder.bind(list, at: 1)
            binder.bind(order, at: 2)
            binder.bind(user, at: 3)
            binder.bind(joinedAt, at: 4)
        }
    }
}

extension SeedExport {
    /// Writes a list of users; a user whose time and order are the defaults is written as an id.
    ///
    /// - Parameter members: the users in order; the order is nil where it is the default.
    mutating func write(members: [(id: String, joinedAt: Timestamp, order: Int64?)]) {
        guard !members.isEmpty else { return }
        writer.name("members")
        writer.beginArray()
        for member in members {
            let hasTime = member.joinedAt != createdAt
            guard hasTime || member.order != nil else {
                writer.string(member.id)
                continue
            }
            writer.beginObject()
            writer.member("user", member.id)
            if hasTime { writer.member("joinedAt", member.joinedAt.iso8601) }
            if let order = member.order { writer.member("joinOrder", order) }
            writer.endObject()
        }
        writer.endArray()
        note(members.count)
    }
}
