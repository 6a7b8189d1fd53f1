internal import PoolEngine
internal import SQLite

/// Creating and changing users through the API.
extension Users {
    private static let keyByUnique: [SQL] = UserAttribute.unique.map {
        SQL("SELECT key FROM users WHERE \($0.rawValue) = ?1")
    }
    private static let updateFields = SQL(
        """
        UPDATE users SET gender = ifnull(?2, gender), emailVerified = ifnull(?3, emailVerified),
            phoneVerified = ifnull(?4, phoneVerified), updatedAt = ?5,
            customData = ifnull(?6, customData)
        WHERE key = ?1
        """)
    private static let updateStatus = SQL(
        "UPDATE users SET status = ?2, statusChangedAt = ?3 WHERE key = ?1 AND status <> ?2")

    /// Creates a user, with departments.
    ///
    /// - Parameters:
    ///   - user: the user.
    ///   - departmentIds: departments of the pool's own organizations; the first becomes the main one.
    ///   - type: the kind of these ids.
    /// - Returns: the stored user.
    /// - Throws: `UserError.valueTaken`, also for an identity, `DepartmentError.notFound`; no user is then created.
    ///   `SQLiteError`.
    public func add(_ user: NewUser, departmentIds: [String], type: DepartmentIdType) throws -> User {
        try requireFree(user.attributes, but: nil)
        var user = user
        user.customData = try user.customData.map { try CustomData.merging($0, into: nil) }
        let key = try create(user)
        for identity in user.identities { try identities.add(identity, to: key) }
        for relation in user.syncRelations { try addSyncRelation(relation, to: key) }
        let userId = try id(of: key)
        try emitCreated(userId)
        for departmentId in departmentIds {
            let departmentKey = try departmentKey(of: departmentId, type: type)
            guard try !departments.members.add(keys: [key], to: departmentKey).isEmpty else { continue }
            try departments.emitMember(
                .departmentMemberAdded, departments.id(of: departmentKey), userId)
        }
        return try find(userId)
    }

    /// Changes a user.
    ///
    /// - Returns: the stored user.
    /// - Throws: `UserError.valueTaken`, `CustomFieldError.valueRefused`, `CustomFieldError.valueTaken`, `SQLiteError`.
    public func update(_ user: User, with changes: UserChanges) throws -> User {
        guard !changes.isEmpty else { return user }
        try requireFree(changes.attributes, but: user.key)
        try customFields.check(changes.customData, of: .user, own: user.key)
        let now = environment.clock.now
        let customData = try changes.customData.map { try CustomData.merging($0, into: user.customData) }
        try connection.run(
            Self.updateFields, user.key, changes.gender?.rawValue, changes.emailVerified,
            changes.phoneVerified, now.milliseconds,
            customData)
        if let status = changes.status {
            try connection.run(Self.updateStatus, user.key, status.rawValue, now.milliseconds)
        }
        try set(changes.attributes, of: user.key)
        try emitUpdated(user.userId, since: user)
        try updatePassword(of: user, with: changes, at: now)
        let updated = try find(user.userId)
        for name in Self.further(from: user, to: updated) {
            try name == .userEmailVerified ? emitEmailVerified(updated) : emitUser(name, user.userId)
        }
        return updated
    }

    /// The changes of a user that have their own events.
    private static func further(from user: User, to updated: User) -> [PoolEvent.Name] {
        var names: [PoolEvent.Name] = []
        if updated.status == .archived, user.status != .archived { names.append(.userArchived) }
        if user.status == .archived, updated.status != .archived { names.append(.userUnarchived) }
        if updated.emailVerified, !user.emailVerified { names.append(.userEmailVerified) }
        if !ExactText.same(updated.customData, user.customData) { names.append(.userCustomDataChanged) }
        return names
    }

    /// Sets a user's status and the time of the change, without an event.
    ///
    /// - Throws: `SQLiteError`.
    func set(_ status: UserStatus, of user: User) throws {
        let now = environment.clock.now.milliseconds
        try connection.run(
            Self.updateFields, user.key, String?.none, Bool?.none, Bool?.none, now, String?.none)
        try connection.run(Self.updateStatus, user.key, status.rawValue, now)
    }

    /// Whether there is a user with one of these values of unique fields.
    ///
    /// - Throws: `SQLiteError`.
    public func contains(anyOf attributes: UserAttributes) throws -> Bool {
        for (index, attribute) in UserAttribute.unique.enumerated() {
            guard let value = attributes[attribute].flatMap(attribute.kept) else { continue }
            if try connection.first(Self.keyByUnique[index], value, read: { _ in true }) != nil {
                return true
            }
        }
        return false
    }

    /// The user with one of these values of unique fields, in the order e-mail address, phone number, username and
    /// external id.
    ///
    /// - Throws: `SQLiteError`.
    public func find(anyOf attributes: UserAttributes) throws -> User? {
        for (index, attribute) in UserAttribute.unique.enumerated() {
            guard let value = attributes[attribute].flatMap(attribute.kept) else { continue }
            let key = try connection.first(Self.keyByUnique[index], value) { $0.integer(0) }
            if let key { return try find(try id(of: key)) }
        }
        return nil
    }

    /// Refuses values that another user has.
    private func requireFree(_ attributes: UserAttributes, but own: Int64?) throws {
        for (index, attribute) in UserAttribute.unique.enumerated() {
            guard let value = attributes[attribute].flatMap(attribute.kept) else { continue }
            let owner = try connection.first(Self.keyByUnique[index], value) { $0.integer(0) }
            guard owner == nil || owner == own else {
                throw UserError.valueTaken(field: attribute.rawValue)
            }
        }
    }
}
