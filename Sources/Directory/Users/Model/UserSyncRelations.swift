internal import PoolEngine
internal import SQLite

/// The relations of users to outside directories.
///
/// Synchronization is not emulated: relations come from seeds.
extension Users {
    private static let relations = SQL(
        """
        SELECT provider, userIdInIdp, userInfoInIdp FROM user_sync_relations WHERE userKey = ?1 ORDER BY provider
        """)
    private static let insertRelation = SQL(
        """
        INSERT INTO user_sync_relations (userKey, provider, userIdInIdp, userInfoInIdp) VALUES (?1, ?2, ?3, ?4)
        """)
    private static let deleteRelation = SQL(
        "DELETE FROM user_sync_relations WHERE userKey = ?1 AND provider = ?2")

    /// The relations of a user, by provider.
    ///
    /// - Throws: `SQLiteError`.
    public func syncRelations(of user: User) throws -> [SyncRelation] {
        try connection.all(Self.relations, user.key) {
            SyncRelation(provider: $0.text(0), userIdInIdp: $0.text(1), userInfoInIdp: $0.text(2))
        }
    }

    /// Adds the relation of a user to its counterpart in an outside directory.
    ///
    /// - Throws: `SQLiteError`, with `isUniqueViolation` when the user has a relation with the provider, or another
    ///   user the same counterpart.
    func addSyncRelation(_ relation: SyncRelation, to key: Int64) throws {
        try connection.run(
            Self.insertRelation, key, relation.provider, relation.userIdInIdp, relation.userInfoInIdp)
    }

    /// Deletes the relation of a user with a provider, if there is one.
    ///
    /// - Throws: `SQLiteError`.
    public func deleteSyncRelation(of user: User, with provider: String) throws {
        guard try connection.run(Self.deleteRelation, user.key, provider) > 0 else { return }
        try emitUpdated(user.userId, since: nil)
    }
}
