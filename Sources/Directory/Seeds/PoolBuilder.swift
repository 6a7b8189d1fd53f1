package import SQLite

/// Turns a seed's user pool into a database.
package struct PoolBuilder {
    private static let taken = "is taken already by another one that stands before it"

    let directory: DirectoryTransaction

    /// Fills an empty database with a pool, all of it or nothing.
    ///
    /// - Throws: `SeedError.invalid` at the place that breaks a rule, `SQLiteError`.
    package static func build(_ pool: SeedUserPool, on connection: Connection, sources: Sources) throws {
        try requireDistinct([pool])
        try DirectorySchema.schema.migrate(connection)
        let builder = PoolBuilder(directory: DirectoryTransaction(connection: connection, sources: sources))
        try connection.inTransaction { try builder.fill(with: pool) }
    }

    /// Finds out whether pools could be built, without keeping them.
    ///
    /// - Throws: as `requireDistinct` and `build`.
    package static func check(_ pools: [SeedUserPool], sources: Sources) throws {
        try requireDistinct(pools)
        for pool in pools { try build(pool, on: try Connection(path: ":memory:"), sources: sources) }
    }

    /// Refuses pools that share an id or an access key, so that a caller could not be told apart.
    ///
    /// - Throws: `SeedError.invalid`.
    static func requireDistinct(_ pools: [SeedUserPool]) throws(SeedError) {
        var ids: Set<String> = []
        var keys: Set<String> = []
        for pool in pools {
            guard ids.insert(pool.id).inserted else {
                throw pool.place.member("id").error("is the id of another user pool that stands before it")
            }
            for (place, key) in pool.accessKeys where !keys.insert(key.id).inserted {
                throw place.member("id").error(taken)
            }
        }
    }

    private func fill(with pool: SeedUserPool) throws {
        let identity = PoolIdentity(
            id: pool.id, name: pool.name, accessKeys: pool.accessKeys.map(\.key), sources: directory.sources)
        try identity.write(to: directory.connection)
        try define(pool.customFields)
        var mainDepartments: [(place: SeedPlace, key: Int64, departmentId: String)] = []
        for (place, user) in pool.users {
            let key = try at(place) { try directory.users.create(user) }
            try addRelations(of: user, key, at: place)
            if let id = user.mainDepartmentId { mainDepartments.append((place, key, id)) }
        }
        for group in pool.groups {
            let key = try at(group.place) { try directory.groups.create(group.group) }
            try directory.groups.members.add(keys: try userKeys(group.members), to: key)
        }
        for organization in pool.organizations { try add(organization) }
        for (place, key, id) in mainDepartments {
            do {
                try directory.departments.members.setMain(departmentId: id, ofUser: key)
            } catch DirectoryError.departmentNotFound {
                throw place.member("mainDepartmentId").error("is no department the user is a member of")
            }
        }
    }

    private func add(_ seed: SeedOrganization) throws {
        let key = try at(seed.place, renaming: ["code": "organizationCode"]) {
            try directory.organizations.create(seed.organization)
        }
        try directory.departments.leaders.set(try userKeys(seed.leaders), of: key)
        try directory.departments.members.add(keys: try userKeys(seed.members), to: key)
        for department in seed.departments { try add(department, below: key) }
    }

    private func add(_ seed: SeedDepartment, below parent: Int64) throws {
        let key = try at(seed.place) {
            try directory.departments.create(seed.department, at: .child(of: parent))
        }
        for (index, relation) in seed.syncRelations.enumerated() {
            try at(seed.place.member("syncRelations").element(index)) {
                try directory.departments.addSyncRelation(relation, to: key)
            }
        }
        try directory.departments.leaders.set(try userKeys(seed.leaders), of: key)
        try directory.departments.members.add(keys: try userKeys(seed.members), to: key)
        for child in seed.children { try add(child, below: key) }
    }

    /// The keys of the users a list names, each once.
    private func userKeys(_ names: SeedUserNames) throws -> [Int64] {
        var keys: [Int64] = []
        var seen: Set<Int64> = []
        for (place, name) in names {
            do {
                let key = try directory.users.key(ofIdOrUsername: name)
                if seen.insert(key).inserted { keys.append(key) }
            } catch DirectoryError.userNotFound {
                throw place.error("no user of this pool has the userId or username \"\(name)\"")
            }
        }
        return keys
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
