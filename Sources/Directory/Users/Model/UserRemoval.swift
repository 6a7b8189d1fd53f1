internal import PoolEngine
internal import SQLite

/// Deleting and resigning users.
extension Users {
    private static let delete = SQL("DELETE FROM users WHERE key = ?1")

    /// The users with some ids, each once, in the order of the ids.
    ///
    /// - Throws: `UserError.notFound` when one of the ids is unknown, `SQLiteError`.
    public func find(_ ids: [String], type: UserIdType) throws -> [User] {
        var seen: Set<Int64> = []
        return try ids.map { try find($0, type: type) }.filter { seen.insert($0.key).inserted }
    }

    /// The users with some ids, each once, in the order of the ids; unknown ids are ignored.
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

    /// Makes the other domains remove a user from all memberships.
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
            try emitDeleted(user)
        }
        try texts.indexWhenMany()
    }

    /// Resigns users: their memberships and the use of their account end, but they are kept.
    ///
    /// A user who already has this status only loses memberships that were created since, or kept when update-user set
    /// the status.
    ///
    /// - Throws: `SQLiteError`.
    public func resign(_ users: [User]) throws {
        for user in users {
            try endMemberships(of: user)
            guard user.status != .resigned else { continue }
            try set(.resigned, of: user)
            try emitUser(.userResigned, user.userId)
        }
    }
}
