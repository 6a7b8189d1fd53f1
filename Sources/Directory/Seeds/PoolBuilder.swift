// A pool is filled row by row while its seed is read, so that what is held does not grow with the seed. What depends on
// all rows is done in one statement at the end: main departments, and the texts that keywords are searched in. In a
// large pool the trees of memberships by user are filled at the end, too (`DeferredTrees`).

package import PoolEngine
package import SQLite

/// Turns a seed's user pool into a database.
package final class PoolBuilder: SeedConsumer {
    private static let taken = "is taken already by an earlier entry"

    private static let keyById = SQL("SELECT key FROM users WHERE userId = ?1")
    private static let keyByUsername = SQL("SELECT key FROM users WHERE username = ?1")
    private static let insertGroupMember = SQL(
        "INSERT INTO group_members (groupKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)")
    private static let setGroupCount = SQL("UPDATE groups SET membersCount = ?2 WHERE key = ?1")
    private static let insertDepartmentMember = SQL(
        "INSERT INTO department_members (departmentKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)"
    )
    private static let setDepartmentCount = SQL("UPDATE departments SET membersCount = ?2 WHERE key = ?1")
    private static let insertLeader = SQL(
        "INSERT INTO department_leaders (departmentKey, position, userKey) VALUES (?1, ?2, ?3)")
    private static let setLastJoinOrder = SQL("UPDATE department_join_orders SET last = ?1 WHERE key = 1")

    /// Its clock is `clock`.
    let directory: PoolTransaction
    private let clock: SeedClock
    /// The default for every time the seed omits.
    private let moment: Timestamp
    /// What was taken.
    private(set) var summary = SeedSummary()
    private let names = NameTable()
    private var list = SeedUserList.groupMembers(of: 0)
    private var inList = DistinctKeys()
    private var listCount: Int64 = 0
    /// The highest place so far among all who joined a department of the pool.
    private var departmentJoinOrder: Int64 = 0
    /// Whether the table of wanted main departments is there.
    var hasWantedMainDepartments = false

    private static let setGroupUpdate = SQL("UPDATE groups SET updatedAt = ?2 WHERE key = ?1")
    private static let setDepartmentUpdate = SQL("UPDATE departments SET updatedAt = ?2 WHERE key = ?1")

    private init(of pool: SeedUserPool, on connection: Connection, environment: Environment) {
        moment = pool.createdAt ?? environment.clock.now
        clock = SeedClock(moment)
        directory = PoolTransaction(
            connection: connection,
            environment: Environment(clock: clock, random: environment.random, ids: environment.ids),
            hooks: [])
    }

    /// Fills an empty database with a pool.
    ///
    /// - Parameters:
    ///   - pool: the pool.
    ///   - definition: what pools consist of.
    ///   - connection: the database; when this throws, what is in it is of no use.
    ///   - environment: time, ids and randomness.
    ///   - isLarge: whether trees are filled at the end; nil to decide by the size of the seed.
    /// - Throws: `SeedError.invalid` at the place that breaks a rule, `SQLiteError`.
    package static func build(
        _ pool: SeedUserPool, _ definition: PoolDefinition = .directory, on connection: Connection,
        environment: Environment, isLarge: Bool? = nil
    ) throws {
        try requireDistinct([pool])
        pool.contents.source.begin(.filling)
        try definition.schema.migrate(connection)
        let builder = PoolBuilder(of: pool, on: connection, environment: environment)
        let isLarge = isLarge ?? pool.contents.source.isLarge
        try builder.fill(with: pool, isLarge: isLarge) { trees in
            if let trees {
                try trees.fillTexts()
            } else {
                try DeferredTrees.copyTexts(on: connection)
                try builder.directory.users.texts.indexWhenMany()
            }
        }
    }

    /// Finds out whether pools could be built, without keeping them.
    ///
    /// - Parameters:
    ///   - pools: the pools, which are to stand side by side.
    ///   - environment: time, ids and randomness.
    /// - Returns: what is in each pool.
    /// - Throws: as `requireDistinct` and `build`.
    @discardableResult
    package static func check(_ pools: [SeedUserPool], environment: Environment) throws -> [SeedSummary] {
        try requireDistinct(pools)
        return try pools.map { pool in
            // A file that only this connection sees, made when the cache is full.
            let connection = try Connection(path: "")
            pool.contents.source.begin(.filling)
            try connection.configureForFilling()
            if pool.contents.source.isLarge { try connection.sortThroughFiles(in: nil) }
            try PoolDefinition.directory.schema.migrate(connection)
            let builder = PoolBuilder(of: pool, on: connection, environment: environment)
            try builder.fill(with: pool, isLarge: pool.contents.source.isLarge) { _ in }
            return builder.summary
        }
    }

    /// Refuses pools that share an id or an access key, so that a caller could not be told apart.
    ///
    /// - Throws: `SeedError.invalid`.
    static func requireDistinct(_ pools: [SeedUserPool]) throws(SeedError) {
        var ids: Set<ExactText> = []
        var keys: Set<ExactText> = []
        for pool in pools {
            guard ids.insert(ExactText(pool.id)).inserted else {
                throw pool.place.member("id").error("is already the id of another, earlier user pool")
            }
            for (place, key) in pool.accessKeys where !keys.insert(ExactText(key.id)).inserted {
                throw place.member("id").error(taken)
            }
        }
    }

    private func fill(
        with pool: SeedUserPool, isLarge: Bool, thenTexts fillTexts: (DeferredTrees?) throws -> Void
    ) throws {
        let connection = directory.connection
        try connection.beginTransaction()
        let identity = PoolIdentity(
            id: pool.id, name: pool.name, accessKeys: pool.accessKeys.map(\.key),
            environment: directory.environment)
        try identity.write(to: connection)
        summary.accessKeys = pool.accessKeys.count
        try define(pool.customFields)
        let trees = isLarge ? try DeferredTrees(of: connection) : nil
        try SeedWalk(pool, consumer: self).run()
        pool.contents.source.begin(.indexing)
        names.removeAll()
        try connection.run(Self.setLastJoinOrder, departmentJoinOrder)
        try trees?.fillMemberships()
        try setMainDepartments(of: pool)
        try fillTexts(trees)
        try connection.commitTransaction()
    }

    func take(_ user: NewUser, number: Int, at place: SeedPlace) throws {
        let id = user.userId ?? directory.environment.newId()
        let key = try at(place) { try insert(user, id: id) }
        try addRelations(of: user, key, at: place)
        if let wanted = user.mainDepartmentId { try want(wanted, ofUser: key, number: number) }
        summary.users += 1
        var text = id
        text.withUTF8 { names.remember(UnsafeRawBufferPointer($0), key: key) }
    }

    func take(_ group: NewGroup, _ times: SeedTimes, at place: SeedPlace) throws -> Int64 {
        summary.groups += 1
        return try at(times, Self.setGroupUpdate) {
            try at(place) { try directory.groups.create(group) }
        }
    }

    func take(_ organization: NewOrganization, _ times: SeedTimes, at place: SeedPlace) throws -> Int64 {
        summary.organizations += 1
        return try at(times, Self.setDepartmentUpdate) {
            try at(place, renaming: ["code": "organizationCode"]) {
                try directory.organizations.create(organization)
            }
        }
    }

    func take(
        _ department: NewDepartment, _ syncRelations: [SyncRelation], _ times: SeedTimes, below parent: Int64,
        at place: SeedPlace
    ) throws -> Int64 {
        summary.departments += 1
        let key = try at(times, Self.setDepartmentUpdate) {
            try at(place) { try directory.departments.create(department, at: .child(of: parent)) }
        }
        for (index, relation) in syncRelations.enumerated() {
            try at(place.member("syncRelations").element(index)) {
                try directory.departments.addSyncRelation(relation, to: key)
            }
        }
        return key
    }

    func begin(_ list: SeedUserList) {
        self.list = list
        inList.removeAll()
        listCount = 0
    }

    func take(name: String, _ joining: SeedJoining, at place: SeedPlace) throws -> Bool {
        var name = name
        return try at(place) {
            try name.withUTF8 { try take(name: UnsafeRawBufferPointer($0), joining) }
        }
    }

    func take(name: UnsafeRawBufferPointer) throws -> Bool {
        try take(name: name, SeedJoining())
    }

    private func take(name: UnsafeRawBufferPointer, _ joining: SeedJoining) throws -> Bool {
        guard let key = try key(of: name) else { return false }
        let joinedAt = (joining.joinedAt ?? moment).milliseconds
        // Naming a user twice is the same as once.
        guard inList.insert(key) else { return true }
        listCount += 1
        switch list {
        case .groupMembers(let group):
            try insert(Self.insertGroupMember, group, listCount, key, joinedAt)
        case .departmentMembers(let department):
            let order = joining.joinOrder ?? departmentJoinOrder + 1
            departmentJoinOrder = max(departmentJoinOrder, order)
            try insert(Self.insertDepartmentMember, department, order, key, joinedAt)
        case .leaders(let department):
            try directory.connection.run(Self.insertLeader, department, listCount - 1, key)
        }
        return true
    }

    func endList() throws {
        guard listCount > 0 else { return }
        switch list {
        case .groupMembers(let group):
            try directory.connection.run(Self.setGroupCount, group, listCount)
        case .departmentMembers(let department):
            try directory.connection.run(Self.setDepartmentCount, department, listCount)
        case .leaders: break
        }
    }

    private func insert(
        _ sql: SQL, _ place: Int64, _ order: Int64, _ user: Int64, _ joinedAt: Int64
    ) throws(SQLiteError) {
        try directory.connection.run(sql) { binder in
            binder.bind(place, at: 1)
            binder.bind(order, at: 2)
            binder.bind(user, at: 3)
            binder.bind(joinedAt, at: 4)
        }
    }

    /// The user a name stands for: an id, or else a username.
    private func key(of name: UnsafeRawBufferPointer) throws -> Int64? {
        if let key = names.key(of: name) { return key }
        let connection = directory.connection
        let key =
            try connection.integer(Self.keyById, utf8: name)
            ?? connection.integer(Self.keyByUsername, utf8: name)
        if let key { names.remember(name, key: key) }
        return key
    }

    /// Makes something at the time the seed tells.
    ///
    /// - Parameters:
    ///   - times: when it was made and changed.
    ///   - setUpdate: sets the time of the last change; its parameters are the key and the time.
    ///   - make: makes it and returns its key.
    /// - Returns: the key.
    /// - Throws: what `make` throws, `SQLiteError`.
    private func at(_ times: SeedTimes, _ setUpdate: SQL, _ make: () throws -> Int64) throws -> Int64 {
        let createdAt = times.createdAt ?? moment
        clock.set(createdAt)
        defer { clock.set(moment) }
        let key = try make()
        if let updatedAt = times.updatedAt, updatedAt != createdAt {
            try directory.connection.run(setUpdate, key, updatedAt.milliseconds)
        }
        return key
    }

    /// Turns a broken unique index into the error that a member of the object here is taken.
    ///
    /// - Parameters:
    ///   - place: where the object stands.
    ///   - names: the columns that carry another name than the seed's member.
    ///   - body: what may break the index.
    /// - Returns: what `body` returns.
    /// - Throws: `SeedError.invalid`, what else `body` throws.
    @discardableResult
    func at<Result>(
        _ place: SeedPlace, renaming names: [String: String] = [:], _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.isUniqueViolation {
            // The last column is the one that tells rows of the same pool or organization apart.
            let column = error.violatedColumns.last?.split(separator: ".").last.map(String.init) ?? ""
            throw place.member(names[column] ?? column).error(Self.taken)
        } catch DirectoryError.valueTaken(let field) {
            throw place.member(field).error(Self.taken)
        } catch DirectoryError.customFieldTaken(let name) {
            throw place.member("customData").member(name).error(Self.taken)
        } catch DirectoryError.customFieldRefused(let name, let reason) {
            throw place.member("customData").member(name).error(reason)
        }
    }
}
