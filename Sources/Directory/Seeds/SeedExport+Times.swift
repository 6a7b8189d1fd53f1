internal import JSON
internal import PoolEngine
internal import SQLite

/// Times, and the order of joining, written back.
extension SeedExport {
    private static let groupTimes = SQL("SELECT createdAt, updatedAt FROM groups WHERE key = ?1")
    private static let allJoinOrders = SQL("SELECT joinOrder FROM department_members")

    /// The places of all who joined departments of the pool, ascending.
    ///
    /// - Throws: `SQLiteError`.
    func readJoinOrders() throws -> [Int64] {
        try connection.all(Self.allJoinOrders) { $0.integer(0) }.sorted()
    }

    /// Writes when something was made and changed, as far as it is not understood.
    mutating func writeTimes(_ createdAt: Timestamp, _ updatedAt: Timestamp) {
        if createdAt != self.createdAt { writer.member("createdAt", createdAt.iso8601) }
        if updatedAt != createdAt { writer.member("updatedAt", updatedAt.iso8601) }
    }

    /// Writes when a group was made and changed, which the API does not show.
    ///
    /// - Throws: `SQLiteError`.
    mutating func writeTimes(of group: Group) throws {
        let times = try connection.first(Self.groupTimes, group.key) {
            (Timestamp(milliseconds: $0.integer(0)), Timestamp(milliseconds: $0.integer(1)))
        }
        if let (createdAt, updatedAt) = times { writeTimes(createdAt, updatedAt) }
    }

    /// Writes a user's past, as far as there is one.
    ///
    /// - Throws: `SQLiteError`.
    mutating func writePast(of user: User) throws {
        writeTimes(user.createdAt, user.updatedAt)
        if let time = user.statusChangedAt { writer.member("statusChangedAt", time.iso8601) }
        if let time = user.passwordLastSetAt {
            let isUnderstood = try time == createdAt && users.passwordHash(of: user) != nil
            if !isUnderstood { writer.member("passwordLastSetAt", time.iso8601) }
        }
        if let time = user.lastLogin { writer.member("lastLogin", time.iso8601) }
        if user.loginsCount != 0 { writer.member("loginsCount", user.loginsCount) }
        if user.userSourceType != .adminCreated {
            writer.member("userSourceType", user.userSourceType.rawValue)
        }
        if let id = user.userSourceId { writer.member("userSourceId", id) }
    }

    /// Writes members in the order in which they joined; a member without a time or place of its own is its id alone.
    ///
    /// The place is the rank among all who joined departments, so that it depends on the order only; it is understood
    /// where it follows the highest before it.
    ///
    /// - Parameters:
    ///   - query: gives id, time and, of an ordered list, place of each member; its parameter is the key.
    ///   - key: the group or department.
    ///   - areOrdered: whether places count in the whole pool.
    /// - Throws: `SQLiteError`.
    mutating func writeMembers(_ query: SQL, of key: Int64, areOrdered: Bool) throws {
        let members = try connection.all(query, key) {
            (id: $0.text(0), joinedAt: $0.integer(1), order: areOrdered ? $0.integer(2) : 0)
        }
        guard !members.isEmpty else { return }
        writer.name("members")
        writer.beginArray()
        for member in members {
            var rank: Int64?
            if areOrdered {
                let found = self.rank(of: member.order)
                if found != highestRank + 1 { rank = Int64(found) }
                highestRank = max(highestRank, found)
            }
            let hasTime = member.joinedAt != createdAt.milliseconds
            guard hasTime || rank != nil else {
                writer.string(member.id)
                continue
            }
            writer.beginObject()
            writer.member("user", member.id)
            if hasTime { writer.member("joinedAt", Timestamp(milliseconds: member.joinedAt).iso8601) }
            if let rank { writer.member("joinOrder", rank) }
            writer.endObject()
        }
        writer.endArray()
    }

    /// How many joined departments of the pool before a place, plus one.
    private func rank(of order: Int64) -> Int {
        var (low, high) = (0, joinOrders.count)
        while low < high {
            let middle = (low + high) / 2
            if joinOrders[middle] < order { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
