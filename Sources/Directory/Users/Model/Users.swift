internal import PoolEngine
internal import SQLite

/// The properties of a new user.
public struct NewUser: Sendable {
    /// The id; nil to generate one.
    public var userId: String?
    /// Whether the account may be used.
    public var status = UserStatus.activated
    public var gender = Gender.unknown
    /// Whether the e-mail address is confirmed.
    public var emailVerified = false
    /// Whether the phone number is confirmed.
    public var phoneVerified = false
    /// The password, if the user has one.
    public var password: NewPassword?
    /// Whether the password has to be changed at the next login.
    public var resetPasswordOnNextLogin = false
    /// The secret of one-time passwords, if the user has one.
    public var otp: OtpSecret?
    /// The second factors, if they were set.
    public var mfa: UserMfa?
    /// The id of the main department, if it is not the first one joined.
    public var mainDepartmentId: String?
    /// The custom fields as JSON text of an object.
    public var customData: String?
    /// The ids of the tenants the user belongs to.
    public var tenantIds: [String] = []
    /// The user's identities in outside identity sources.
    public var identities: [NewIdentity] = []
    /// The user's relations to outside directories; only from seeds.
    public var syncRelations: [SyncRelation] = []
    /// The user's history; only from seeds.
    public var past = UserPast()
    /// The text fields.
    public var attributes = UserAttributes()

    public init() {}
}

/// The users of a pool.
public struct Users: DomainStore {
    let directory: PoolTransaction

    private static let keyById = SQL("SELECT key FROM users WHERE userId = ?1")
    private static let idByKey = SQL("SELECT userId FROM users WHERE key = ?1")
    private static let byId = SQL("SELECT \(User.columns) FROM users u WHERE u.userId = ?1")
    private static let byKey = SQL("SELECT \(User.columns) FROM users u WHERE u.key = ?1")
    private static let byExternalId = SQL("SELECT \(User.columns) FROM users u WHERE u.externalId = ?1")
    private static let byPhone = SQL("SELECT \(User.columns) FROM users u WHERE u.phone = ?1")
    private static let byEmail = SQL("SELECT \(User.columns) FROM users u WHERE u.email = ?1")
    private static let byUsername = SQL("SELECT \(User.columns) FROM users u WHERE u.username = ?1")
    private static let byIdentity = SQL(
        """
        SELECT \(User.columns) FROM user_identities i JOIN users u ON u.key = i.userKey
        WHERE i.extIdpId = ?1 AND i.userIdInIdp = ?2 ORDER BY i.key LIMIT 1
        """)
    private static let bySyncRelation = SQL(
        """
        SELECT \(User.columns) FROM user_sync_relations s JOIN users u ON u.key = s.userKey
        WHERE s.provider = ?1 AND s.userIdInIdp = ?2
        """)
    /// A number or Boolean is compared by its JSON text.
    private static let byCustomField = SQL(
        """
        SELECT \(User.columns) FROM users u WHERE u.key = (
            SELECT min(c.userKey) FROM user_custom_values c
            WHERE c.name = ?1 AND c.value IN (?2, CASE WHEN json_valid(?2) THEN
                CASE WHEN json_type(?2) IN ('integer', 'real', 'true', 'false') THEN json_extract(?2, '$') END END))
        """)

    private static let insert = SQL(
        """
        INSERT INTO users (userId, createdAt, updatedAt, status, gender, emailVerified, phoneVerified,
            userSourceType, customData) VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """)
    private static let setAttribute: [SQL] = UserAttribute.allCases.map {
        SQL("UPDATE users SET \($0.rawValue) = ?2 WHERE key = ?1")
    }

    /// The key of the user with an id.
    ///
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    func key(of userId: String) throws -> Int64 {
        guard let key = try connection.first(Self.keyById, userId, read: { $0.integer(0) }) else {
            throw UserError.notFound(id: userId)
        }
        return key
    }

    /// The keys of users, each once, in the order of the ids.
    ///
    /// - Throws: `UserError.notFound` when one of the ids is unknown, `SQLiteError`.
    func keys(of userIds: [String]) throws -> [Int64] {
        var keys: [Int64] = []
        keys.reserveCapacity(userIds.count)
        var seen = Set<Int64>(minimumCapacity: userIds.count > 1 ? userIds.count : 0)
        for userId in userIds {
            let key = try key(of: userId)
            if userIds.count == 1 || seen.insert(key).inserted { keys.append(key) }
        }
        return keys
    }

    /// The id of a user that is known to exist.
    ///
    /// - Throws: `SQLiteError`, also when there is no such user.
    func id(of key: Int64) throws(SQLiteError) -> String {
        guard let id = try connection.first(Self.idByKey, key, read: { $0.text(0) }) else {
            throw .unusable("users.key")
        }
        return id
    }

    /// The ids of users that are known to exist, in the order of the keys.
    ///
    /// - Throws: `SQLiteError`.
    func ids(of keys: [Int64]) throws -> [String] {
        try keys.compactMap { try connection.first(Self.idByKey, $0) { $0.text(0) } }
    }

    /// Finds a user by an id of some kind.
    ///
    /// E-mail addresses are compared ignoring case. Ids of type `identity`, `sync_relation` and `custom_field` begin
    /// with their source, a provider or a custom field, and a colon. If several users match, the result is the user of
    /// the identity that was linked first, or the user with the custom field who was created first.
    ///
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    public func find(_ id: String, type: UserIdType = .userId) throws -> User {
        let user: User? =
            switch type {
            case .userId: try connection.first(Self.byId, id, read: User.init)
            case .externalId: try connection.first(Self.byExternalId, id, read: User.init)
            case .phone: try connection.first(Self.byPhone, id, read: User.init)
            case .email: try connection.first(Self.byEmail, EmailAddress.normalized(id), read: User.init)
            case .username: try connection.first(Self.byUsername, id, read: User.init)
            case .identity: try find(Self.byIdentity, id)
            case .syncRelation: try find(Self.bySyncRelation, id)
            case .customField: try find(Self.byCustomField, id)
            }
        guard let user else { throw UserError.notFound(id: id) }
        return user
    }

    private func find(_ query: SQL, _ id: String) throws -> User? {
        guard let id = SourcedId(id) else { return nil }
        return try connection.first(query, id.source, id.id, read: User.init)
    }

    /// Creates a user, without identities and sync relations.
    ///
    /// - Returns: the user's key.
    /// - Throws: as `CustomFields.check`; `SQLiteError`, with `isUniqueViolation` when an id, e-mail address, phone
    ///   number, username or external id is in use.
    @discardableResult
    func create(_ user: NewUser) throws -> Int64 {
        try customFields.check(user.customData, of: .user)
        let now = environment.clock.now
        try connection.run(
            Self.insert, user.userId ?? environment.ids.next(at: now), now.milliseconds, user.status.rawValue,
            user.gender.rawValue, user.emailVerified, user.phoneVerified, UserSource.adminCreated.rawValue,
            user.customData)
        let key = connection.lastInsertedRow
        try set(user.attributes, of: key)
        try setTenants(user.tenantIds, of: key)
        try setCredentials(of: user, key: key, at: now)
        return key
    }

    /// The texts for keyword search.
    var texts: UserTexts { UserTexts(directory: directory) }

    /// The users with keys that are known to exist, in the order of the keys.
    ///
    /// - Throws: `SQLiteError`.
    func users(withKeys keys: some Sequence<Int64>) throws -> [User] {
        try keys.compactMap { try connection.first(Self.byKey, $0, read: User.init) }
    }

    /// Sets the text fields of a user that have a value in `attributes`.
    ///
    /// - Throws: `SQLiteError`, with `isUniqueViolation` if another user has the value of a unique field.
    func set(_ attributes: UserAttributes, of key: Int64) throws {
        for attribute in UserAttribute.allCases {
            guard let value = attributes[attribute] else { continue }
            try connection.run(Self.setAttribute[attribute.index], key, attribute.kept(value))
        }
        try texts.refresh(key)
    }
}

extension PoolTransaction {
    /// The users of the pool.
    var users: Users { Users(directory: self) }
}

extension DomainStore {
    var users: Users { directory.users }
}
