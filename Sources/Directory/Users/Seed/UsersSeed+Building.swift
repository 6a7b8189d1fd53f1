internal import PoolEngine
internal import SQLite
internal import Seeds

extension SeedBuild {
    private static let firstAttribute: Int32 = 15
    private static let insertUser = SQL(
        """
        INSERT INTO users (userId, createdAt, updatedAt, status, gender, emailVerified, phoneVerified,
            userSourceType, customData, statusChangedAt, passwordLastSetAt, lastLogin, loginsCount, userSourceId, \(UserAttribute.allCases.map(\.rawValue).joined(separator: ", ")))
        VALUES (?1, ?2, ?14, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
            \(UserAttribute.allCases.map { "?\(Int(firstAttribute) + $0.index)" }.joined(separator: ", ")))
        """)

    /// Creates a user with one statement, without identities, sync relations and the texts for keyword search.
    ///
    /// - Parameters:
    ///   - user: the user.
    ///   - id: its id.
    /// - Returns: the user's key.
    /// - Throws: as `Users.create`.
    func insert(_ user: NewUser, id: String) throws -> Int64 {
        let users = transaction.users
        try users.customFields.check(user.customData, of: .user)
        let (now, past) = (transaction.environment.clock.now, user.past)
        let createdAt = past.createdAt ?? now
        try connection.run(Self.insertUser) { (binder) throws(SQLiteError) in
            try binder.bind(id, at: 1)
            binder.bind(createdAt.milliseconds, at: 2)
            try binder.bind(user.status.rawValue, at: 3)
            try binder.bind(user.gender.rawValue, at: 4)
            binder.bind(user.emailVerified ? 1 : 0, at: 5)
            binder.bind(user.phoneVerified ? 1 : 0, at: 6)
            try binder.bind(past.userSourceType.rawValue, at: 7)
            try binder.bind(user.customData, at: 8)
            if let time = past.statusChangedAt { binder.bind(time.milliseconds, at: 9) }
            if let time = past.passwordLastSetAt { binder.bind(time.milliseconds, at: 10) }
            if let time = past.lastLogin { binder.bind(time.milliseconds, at: 11) }
            binder.bind(past.loginsCount, at: 12)
            try binder.bind(past.userSourceId, at: 13)
            binder.bind((past.updatedAt ?? createdAt).milliseconds, at: 14)
            for attribute in UserAttribute.allCases {
                guard let value = user.attributes[attribute] else { continue }
                try binder.bind(attribute.kept(value), at: Self.firstAttribute + Int32(attribute.index))
            }
        }
        let key = connection.lastInsertedRow
        try users.setTenants(user.tenantIds, of: key)
        try users.setCredentials(of: user, key: key, at: now)
        return key
    }

    /// Creates the identities and sync relations of a new user.
    ///
    /// - Throws: `SeedError.invalid` if another user has one of them, `SQLiteError`.
    func addRelations(of user: NewUser, _ key: Int64, at path: SeedPath) throws {
        for (index, identity) in user.identities.enumerated() {
            // The last column of the violated index is the type, but the id is the helpful member to name.
            try at(path.member("identities").element(index), renaming: ["type": "userIdInIdp"]) {
                try transaction.users.identities.create(identity, of: key)
            }
        }
        for (index, relation) in user.syncRelations.enumerated() {
            try at(path.member("syncRelations").element(index)) {
                try transaction.users.addSyncRelation(relation, to: key)
            }
        }
    }
}
