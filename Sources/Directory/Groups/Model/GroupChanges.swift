internal import PoolEngine
internal import SQLite

/// The changes of a group; nil leaves a field unchanged.
public struct GroupChanges: Sendable {
    /// The new code.
    public var code: String?
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?
    /// The kind of group.
    public var type: String?
    /// All custom fields as JSON text of an object, replacing the current ones.
    public var customData: String?

    public init() {}
}

extension Groups {
    private static let update = SQL(
        """
        UPDATE groups SET code = ifnull(?2, code), name = ifnull(?3, name), description = ifnull(?4, description),
            type = ifnull(?5, type), customData = ifnull(?6, customData), updatedAt = ?7
        WHERE key = ?1
        """)
    private static let exists = SQL("SELECT 1 FROM groups WHERE code = ?1")
    private static let delete = SQL("DELETE FROM groups WHERE code = ?1")

    /// Creates a group.
    ///
    /// - Throws: `GroupError.codeTaken` when another group has the code, `SQLiteError`.
    public func add(_ new: NewGroup) throws -> Group {
        try withFreeCode { try create(new) }
        try emitCreated(new.code)
        return try get(new.code)
    }

    /// Creates a group, or changes the one with its code, without changing custom fields.
    ///
    /// - Parameters:
    ///   - code: the code.
    ///   - name: the display name.
    ///   - description: the description; nil leaves it unchanged, or empty.
    ///   - type: the kind of group; nil leaves it unchanged, or `static`.
    /// - Returns: the group, and whether it was created.
    /// - Throws: `SQLiteError`.
    public func createOrUpdate(
        _ code: String, name: String, description: String?, type: String?
    ) throws -> (group: Group, created: Bool) {
        guard try connection.first(Self.exists, code, read: { _ in true }) ?? false else {
            var group = NewGroup(code: code, name: name)
            group.description = description ?? group.description
            group.type = type ?? group.type
            return (try add(group), true)
        }
        var changes = GroupChanges()
        changes.name = name
        changes.description = description
        changes.type = type
        return (try update(code, changes), false)
    }

    /// Changes a group; its members are kept, also with a new code.
    ///
    /// - Parameters:
    ///   - code: its current code.
    ///   - changes: the changes.
    /// - Returns: the changed group.
    /// - Throws: `GroupError.notFound`, `GroupError.codeTaken` when another group has the new code, `SQLiteError`.
    public func update(_ code: String, _ changes: GroupChanges) throws -> Group {
        let key = try key(of: code)
        try customFields.check(changes.customData, of: .group)
        let before = try stateForEvents(before: .groupUpdated) { try eventObject(of: get(code)) }
        try withFreeCode {
            try connection.run(
                Self.update, key, changes.code, changes.name, changes.description, changes.type,
                changes.customData, environment.clock.now.milliseconds)
        }
        let group = try get(changes.code ?? code)
        try emitUpdated(group.code, since: before)
        return group
    }

    /// Deletes groups with their memberships; unknown codes are ignored.
    ///
    /// - Throws: `SQLiteError`.
    /// - Complexity: linear in the number of members.
    public func delete(_ codes: [String]) throws {
        for code in codes {
            let id =
                try stateForEvents(before: .groupDeleted) {
                    try connection.first(Self.byCode, code, read: Group.init)?.id
                } ?? nil
            if try connection.run(Self.delete, code) > 0 { try emitDeleted(code, id: id) }
        }
    }

    /// Runs a statement that sets the code of a group.
    @discardableResult
    private func withFreeCode<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.violatedColumns == ["groups.code"] {
            throw GroupError.codeTaken
        }
    }
}
