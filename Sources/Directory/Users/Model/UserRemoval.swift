internal import PoolEngine
internal import SQLite

/// Users who go: deleted, or resigned and kept.
extension Users {
    private static let delete = SQL("DELETE FROM users WHERE key = ?1")

    /// The users that ids name, each once, in the order of first mention.
    ///
    /// - Throws: `UserError.notFound` when one of the ids is unknown, `SQLiteError`.
    public func find(_ ids: [String], type: UserIdType) throws -> [User] {
        var seen: Set<Int64> = []
        return try ids.map { try find($0, type: type) }.filter { seen.insert($0.key).inserted }
    }

    /// The users that ids name, each once, in the order of first mention; ids nobody has are left out.
    ///
    /// - Throws: `SQLiteError`.
    public func findKnown(_ ids: [String], type: UserIdType) throws -> [User] {
        var seen: Set<Int64> = []
        return try ids.compactMap { id in
            do {
                return try find(id, type: type)
            } catch UserError.notFound {
                return nil
            }
        }.filter { seen.insert($0.key).inserted }
    }

    /// Has the other domains take a user out of all they have.
    private func endMemberships(of user: User) throws {
        try directory.runHooks(.userLeaves, PoolHook.Subject(key: user.key, id: user.userId))
    }

    /// Deletes users with all that belongs to them.
    ///
    /// - Throws: `SQLiteError`.
    public func delete(_ users: [User]) throws {
        for user in users {
            try endMemberships(of: user)
            try connection.run(Self.delete, user.key)
            emit(PoolEvent(.userDeleted, user.userId))
        }
        try texts.indexWhenMany()
    }

    /// Resigns users: they leave all groups and departments and cannot use their account, but stay known.
    ///
    /// Whose status says so already only leaves what was joined since, or kept when update-user set that status.
    ///
    /// - Throws: `SQLiteError`.
    public func resign(_ users: [User]) throws {
        for user in users {
            try endMemberships(of: user)
            guard user.status != .resigned else { continue }
            try set(.resigned, of: user)
            emit(PoolEvent(.userResigned, user.userId))
        }
    }
}
