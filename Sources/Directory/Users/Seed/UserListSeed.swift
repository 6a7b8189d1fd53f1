// Each member of a seed is a name. Names that were looked up are kept (`NameTable`), as a look-up of ten million names
// takes longer than all else that is done for them.

internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// How a user of a seed's list joined, as far as the seed says.
struct SeedJoining {
    /// When; nil for the pool's time.
    var joinedAt: Timestamp?
    /// The place among all who joined departments of the pool, from 1; nil for the one after the highest so far.
    var joinOrder: Int64?
}

/// A list of users in a seed, each by id or username, or as an object that also says how the user joined.
struct UserListSeed {
    /// The highest place in the order of joining, which leaves room for all that join later.
    private static let highestJoinOrder: Int64 = 1 << 53

    /// The users of the list that were met already.
    private final class Met {
        var keys = DistinctKeys()
    }

    /// The fields of an element that is an object; nil when none may be one.
    private let fields: [String]?

    /// Describes lists.
    init(fields: [String]?) {
        self.fields = fields
    }

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - list: the list; nil when it is absent.
    ///   - build: the pool that is built; nil to check the form only.
    ///   - insert: makes the row of a user, from the number of users before it in the list, the user's key, and how
    ///     the user joined. It is called once for a user who is named twice.
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
        }) { value, place in
            var (name, joining) = try member(value, at: place)
            guard let key = try name.withUTF8({ try build.userKey(of: UnsafeRawBufferPointer($0)) }) else {
                throw place.error("no user of this pool has the userId or username \"\(name)\"")
            }
            try build.at(place) { try take(key, joining) }
        }
        return count
    }

    /// Reads an element.
    private func member(
        _ value: Value, at place: SeedPlace
    ) throws(SeedError) -> (name: String, joining: SeedJoining) {
        if let name = value.string, !name.isEmpty { return (name, SeedJoining()) }
        guard let fields, value.kind == .object else {
            throw place.error("must be the userId or username of a user")
        }
        let object = try SeedObject(value, at: place, allowing: fields)
        var joining = SeedJoining(joinedAt: try object.moment("joinedAt"))
        if let order = try object.integer("joinOrder") {
            guard (1...Self.highestJoinOrder).contains(Int64(order)) else {
                throw place.member("joinOrder").error("must be a number from 1 to \(Self.highestJoinOrder)")
            }
            joining.joinOrder = Int64(order)
        }
        return (try object.requiredText("user"), joining)
    }
}

extension SeedBuild {
    private static let keyById = SQL("SELECT key FROM users WHERE userId = ?1")
    private static let keyByUsername = SQL("SELECT key FROM users WHERE username = ?1")

    /// The key of the user with a name: an id, or else a username; nil when there is none.
    fileprivate func userKey(of name: UnsafeRawBufferPointer) throws -> Int64? {
        if let key = names.key(of: name) { return key }
        let key =
            try connection.integer(Self.keyById, utf8: name)
            ?? connection.integer(Self.keyByUsername, utf8: name)
        if let key { names.remember(name, key: key) }
        return key
    }

    /// Makes the row of a membership.
    ///
    /// - Parameters:
    ///   - sql: the statement; its parameters are the four that follow.
    ///   - list: the key of the group or department.
    ///   - order: the place in the order of joining.
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
    /// Writes a list of users; one without a time or place of their own is the id alone.
    ///
    /// - Parameter members: the users in order; a place that the seed need not say is nil.
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
    }
}
