internal import PoolEngine
internal import SQLite

/// What is to change of a group; nil leaves a field as it is.
public struct GroupChanges: Sendable {
    /// The code it shall have.
    public var code: String?
    /// The name people see.
    public var name: String?
    /// What the group is for.
    public var description: String?
    /// The kind of group.
    public var type: String?
    /// All custom fields as JSON text of an object, in place of those there are.
    public var customData: String?

    /// Changes nothing yet.
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

    /// Makes a group.
    ///
    /// - Throws: `GroupError.codeTaken` when another group has the code, `SQLiteError`.
    public func add(_ new: NewGroup) throws -> Group {
        try withFreeCode { try create(new) }
        emit(PoolEvent(.groupCreated, new.code))
        return try get(new.code)
    }

    /// Makes a group, or changes the one that has its code; custom fields stay as they are then.
    ///
    /// - Parameters:
    ///   - code: the code.
    ///   - name: the name people see.
    ///   - description: what the group is for; nil leaves it as it is, or empty.
    ///   - type: the kind of group; nil leaves it as it is, or `static`.
    /// - Returns: the group, and whether it was made.
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

    /// Changes a group; its members stay, also under a new code.
    ///
    /// - Parameters:
    ///   - code: the code it has so far.
    ///   - changes: what is to change.
    /// - Returns: the group as it is then.
    /// - Throws: `GroupError.notFound`, `GroupError.codeTaken` when another group has the new code, `SQLiteError`.
    public func update(_ code: String, _ changes: GroupChanges) throws -> Group {
        let key = try key(of: code)
        try customFields.check(changes.customData, of: .group)
        try withFreeCode {
            try connection.run(
                Self.update, key, changes.code, changes.name, changes.description, changes.type,
                changes.customData, environment.clock.now.milliseconds)
        }
        let group = try get(changes.code ?? code)
        emit(PoolEvent(.groupUpdated, group.code))
        return group
    }

    /// Deletes groups with their memberships, passing over a code that no group has.
    ///
    /// - Throws: `SQLiteError`.
    /// - Complexity: linear in the number of members.
    public func delete(_ codes: [String]) throws {
        for code in codes where try connection.run(Self.delete, code) > 0 {
            emit(PoolEvent(.groupDeleted, code))
        }
    }

    /// Runs a statement that gives a group its code.
    @discardableResult
    private func withFreeCode<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.violatedColumns == ["groups.code"] {
            throw GroupError.codeTaken
        }
    }
}
