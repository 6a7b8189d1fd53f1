internal import JSON

/// What is done with the parts of a seed's pool, in the order: users, groups, organizations with their departments.
protocol SeedConsumer {
    /// Takes a user.
    func take(_ user: NewUser, number: Int, at place: SeedPlace) throws
    /// Takes a group; what it returns stands for the group.
    func take(_ group: NewGroup, _ times: SeedTimes, at place: SeedPlace) throws -> Int64
    /// Takes an organization; what it returns stands for its root.
    func take(_ organization: NewOrganization, _ times: SeedTimes, at place: SeedPlace) throws -> Int64
    /// Takes a department below another; what it returns stands for it.
    func take(
        _ department: NewDepartment, _ syncRelations: [SyncRelation], _ times: SeedTimes, below parent: Int64,
        at place: SeedPlace
    ) throws -> Int64
    /// Begins a list of users.
    func begin(_ list: SeedUserList)
    /// Takes a user of the list that was begun last.
    ///
    /// - Parameter name: an id or username in UTF-8, not empty; valid during the call only.
    /// - Returns: false when there is no such user.
    /// - Throws: `SQLiteError`.
    func take(name: UnsafeRawBufferPointer) throws -> Bool
    /// Takes a user of the list that was begun last, who joined at a time or place of their own.
    ///
    /// - Parameters:
    ///   - name: an id or username, not empty.
    ///   - joining: how the user joined.
    ///   - place: where the seed says so.
    /// - Returns: false when there is no such user.
    /// - Throws: `SeedError.invalid` when another has the place in the order of joining, `SQLiteError`.
    func take(name: String, _ joining: SeedJoining, at place: SeedPlace) throws -> Bool
    /// Ends the list.
    func endList() throws
}

/// A list of users, and what it belongs to.
enum SeedUserList {
    case groupMembers(of: Int64)
    case leaders(of: Int64)
    case departmentMembers(of: Int64)
}

/// Goes through what is in a pool of a seed, reading it piece by piece.
struct SeedWalk<Consumer: SeedConsumer> {
    private let cursor: SeedCursor
    private let contents: SeedContents
    private let place: SeedPlace
    private let consumer: Consumer

    /// Prepares the way through a pool.
    ///
    /// - Parameters:
    ///   - pool: a pool whose text was checked.
    ///   - consumer: takes the parts.
    init(_ pool: SeedUserPool, consumer: Consumer) {
        contents = pool.contents
        cursor = SeedCursor(contents.source, ends: contents.ends ?? [:])
        place = pool.place
        self.consumer = consumer
    }

    /// Reads everything.
    ///
    /// - Throws: `SeedError`, what the consumer throws.
    func run() throws {
        try section("users") { number, place in
            try consumer.take(try SeedFile.user(try cursor.value(), place), number: number, at: place)
        }
        try section("groups") { _, place in try group(at: place) }
        try section("organizations") { _, place in try organization(at: place) }
        try contents.source.requireUnchanged()
    }

    private func section(_ name: String, _ body: (Int, SeedPlace) throws -> Void) throws {
        guard let list = contents.lists[name] else { return }
        let place = place.member(name)
        try cursor.forEachElement(of: list) { try body($0, place.element($0)) }
    }

    private func group(at place: SeedPlace) throws {
        let (value, lists) = try cursor.value(withoutElementsOf: SeedFile.groupLists)
        let end = cursor.position
        let (group, times) = try SeedFile.group(value, place)
        let key = try consumer.take(group, times, at: place)
        try names("members", in: lists, at: place, .groupMembers(of: key))
        cursor.seek(to: end)
    }

    private func organization(at place: SeedPlace) throws {
        let (value, lists) = try cursor.value(withoutElementsOf: SeedFile.organizationLists)
        let end = cursor.position
        let (organization, times) = try SeedFile.organization(value, place)
        let key = try consumer.take(organization, times, at: place)
        try belongings(of: key, "departments", in: lists, at: place)
        cursor.seek(to: end)
    }

    private func department(below parent: Int64, at place: SeedPlace) throws {
        let (value, lists) = try cursor.value(withoutElementsOf: SeedFile.departmentLists)
        let end = cursor.position
        let (department, relations, times) = try SeedFile.department(value, place)
        let key = try consumer.take(department, relations, times, below: parent, at: place)
        try belongings(of: key, "children", in: lists, at: place)
        cursor.seek(to: end)
    }

    private func belongings(
        of key: Int64, _ below: String, in lists: [String: Int], at place: SeedPlace
    ) throws {
        try names("leaderUserIds", in: lists, at: place, .leaders(of: key))
        try names("members", in: lists, at: place, .departmentMembers(of: key))
        guard let list = lists[below] else { return }
        let place = place.member(below)
        try cursor.forEachElement(of: list) { try department(below: key, at: place.element($0)) }
    }

    private func names(
        _ name: String, in lists: [String: Int], at place: SeedPlace, _ list: SeedUserList
    ) throws {
        guard let offset = lists[name] else { return }
        consumer.begin(list)
        try cursor.forEachElement(of: offset) { number in
            let beginning = cursor.position
            let isKnown = try cursor.withString { try $0.isEmpty ? nil : consumer.take(name: $0) }
            if isKnown == true { return }
            let place = place.member(name).element(number)
            cursor.seek(to: beginning)
            let value = try cursor.value()
            var unknown = value.string ?? ""
            if isKnown == nil {
                let (member, joining) = try SeedFile.member(value, place, in: list)
                if try consumer.take(name: member, joining, at: place) { return }
                unknown = member
            }
            throw place.error("no user of this pool has the userId or username \"\(unknown)\"")
        }
        try consumer.endList()
    }
}

/// Sees whether a pool of a seed has the right form, and makes nothing.
struct SeedForm: SeedConsumer {
    /// Reads a pool to its end.
    ///
    /// - Throws: `SeedError`.
    static func check(_ pool: SeedUserPool) throws {
        guard !pool.contents.wasApplied else { return }
        try SeedWalk(pool, consumer: SeedForm()).run()
    }

    func take(_ user: NewUser, number: Int, at place: SeedPlace) {}
    func take(_ group: NewGroup, _ times: SeedTimes, at place: SeedPlace) -> Int64 { 0 }
    func take(_ organization: NewOrganization, _ times: SeedTimes, at place: SeedPlace) -> Int64 { 0 }
    func take(
        _ department: NewDepartment, _ syncRelations: [SyncRelation], _ times: SeedTimes, below parent: Int64,
        at place: SeedPlace
    ) -> Int64 { 0 }
    func begin(_ list: SeedUserList) {}
    func take(name: UnsafeRawBufferPointer) -> Bool { true }
    func take(name: String, _ joining: SeedJoining, at place: SeedPlace) -> Bool { true }
    func endList() {}
}
