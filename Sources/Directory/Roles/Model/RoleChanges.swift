public import PoolEngine
internal import SQLite

/// The changes of a role; nil leaves a field unchanged.
public struct RoleChanges: Sendable {
    /// The new code.
    public var code: String?
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?
    /// The status.
    public var status: Role.Status?
    /// When the role is disabled by itself; nil inside for never.
    public var disableTime: Timestamp??
    /// Whether users may apply for it.
    public var enablePermissionApply: Bool?

    public init() {}
}

extension Roles {
    private static let update = SQL(
        """
        UPDATE roles SET code = ifnull(?2, code), name = ifnull(?3, name), description = ifnull(?4, description),
            status = ifnull(?5, status), disableTime = ?6,
            enablePermissionApply = ifnull(?7, enablePermissionApply), updatedAt = ?8
        WHERE key = ?1
        """)
    private static let delete = SQL("DELETE FROM roles WHERE key = ?1")
    private static let idsOfNamespace = SQL("SELECT id FROM roles WHERE namespaceKey = ?1 ORDER BY key")
    private static let deleteUsersOfNamespace = SQL(
        "DELETE FROM role_users WHERE roleKey IN (SELECT key FROM roles WHERE namespaceKey = ?1)")

    /// Creates a role.
    ///
    /// - Throws: `RoleError.invalidCode`, `NamespaceError.notFound`, `RoleError.codeTaken` when another role of the
    ///   namespace has the code; `SQLiteError`.
    public func add(_ new: NewRole) throws -> Role {
        let key = try withFreeCode(new.code) { try create(new) }
        let role = try role(withKey: key)
        try emitCreated(role)
        return role
    }

    /// Changes a role; those who hold it keep it, also with a new code.
    ///
    /// Enabling a role whose time is over removes that time.
    ///
    /// - Parameters:
    ///   - reference: the role.
    ///   - changes: the changes.
    /// - Throws: `RoleError.invalidCode`, `NamespaceError.notFound`, `RoleError.notFound`, `RoleError.codeTaken` when
    ///   another role of the namespace has the new code; `SQLiteError`.
    public func update(_ reference: RoleReference, _ changes: RoleChanges) throws {
        if let code = changes.code, !Role.isCode(code) { throw RoleError.invalidCode(code) }
        let role = try get(reference)
        let before = try stateForEvents(before: .roleUpdated) { try eventObject(of: role) }
        let now = environment.clock.now
        let isOver = role.disableTime.map { $0 <= now } ?? false
        let disableTime =
            changes.disableTime ?? (changes.status == .enabled && isOver ? nil : role.disableTime)
        try withFreeCode(changes.code ?? "") {
            try connection.run(
                Self.update, role.key, changes.code, changes.name, changes.description,
                changes.status?.rawValue, disableTime?.milliseconds, changes.enablePermissionApply,
                now.milliseconds)
        }
        let changed = try self.role(withKey: role.key)
        try emitUpdated(changed, since: before)
        if changed.status(at: now) == .disabled, role.status(at: now) == .enabled {
            try emitRole(.roleDisabled, changed)
        }
    }

    /// Deletes roles with all assignments of them, all or none.
    ///
    /// - Parameter references: the roles; one that is named twice counts once.
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `SQLiteError`.
    /// - Complexity: linear in the number of holders.
    public func delete(_ references: [RoleReference]) throws {
        var seen: Set<Int64> = []
        for role in try references.map(get) where seen.insert(role.key).inserted {
            try connection.run(Self.delete, role.key)
            emit(PoolEvent(.roleDeleted, role.id))
        }
    }

    /// Records the events of the roles of a namespace that is about to be deleted with them, and deletes the assignments
    /// to users.
    ///
    /// The foreign keys would delete these, too, but one statement takes less time than a search for each role.
    ///
    /// - Throws: `SQLiteError`.
    func prepareDeletion(ofNamespace key: Int64) throws {
        for id in try connection.all(Self.idsOfNamespace, key, read: { $0.text(0) }) {
            emit(PoolEvent(.roleDeleted, id))
        }
        try connection.run(Self.deleteUsersOfNamespace, key)
    }

    /// Runs a statement that sets the code of a role.
    @discardableResult
    private func withFreeCode<Result>(_ code: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.violatedColumns == ["roles.namespaceKey", "roles.code"] {
            throw RoleError.codeTaken(code)
        }
    }
}
