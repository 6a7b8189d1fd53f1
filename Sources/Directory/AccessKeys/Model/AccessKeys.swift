internal import PoolEngine
internal import SQLite

/// The access keys of a pool.
///
/// All of them are read again after a change has been committed, so it applies to the next request.
public struct AccessKeys: DomainStore {
    let directory: PoolTransaction

    private static let setEnabled = SQL("UPDATE access_keys SET isEnabled = ?2 WHERE id = ?1")
    private static let remove = SQL("DELETE FROM access_keys WHERE id = ?1")

    /// The keys that match a query, newest first; keys created in the same millisecond in descending order of their
    /// ids.
    ///
    /// Ids increase, so the newer one is first.
    ///
    /// - Throws: `SQLiteError`.
    public func list(_ query: AccessKeyQuery) throws -> [OwnedAccessKey] {
        try all().filter { query.fits($0.key) }.sorted {
            ($1.createdAt, $1.key.id) < ($0.createdAt, $0.key.id)
        }
    }

    /// The key with an id.
    ///
    /// - Parameters:
    ///   - id: the key's id.
    ///   - userId: the user it belongs to; empty for a key of the pool itself.
    /// - Returns: the key.
    /// - Throws: `AccessKeyError.notFound`, also if it belongs to another user; `SQLiteError`.
    public func get(_ id: String, of userId: String) throws -> OwnedAccessKey {
        let found = try all().first { Self.isSame($0.key.id, id) }
        guard let found, Self.isSame(found.key.userId, userId) else {
            throw AccessKeyError.notFound
        }
        return found
    }

    /// Creates an enabled key with a new id and secret.
    ///
    /// - Parameters:
    ///   - type: the kind of key.
    ///   - userId: the user it belongs to; empty for a key of the pool itself.
    ///   - tenantId: the tenant it is for; nil for none.
    /// - Returns: the key.
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    public func create(type: String, userId: String, tenantId: String?) throws -> OwnedAccessKey {
        if !userId.isEmpty { _ = try users.find(userId) }
        var key = AccessKey.generated(environment)
        key.type = type
        key.userId = userId
        key.tenantId = tenantId
        key.createdAt = environment.clock.now
        try key.insert(into: connection)
        didChange(PoolEvent(.accessKeyCreated, key.id))
        return try get(key.id, of: userId)
    }

    /// Enables or disables a key.
    ///
    /// - Throws: `AccessKeyError.notFound`, `AccessKeyError.lastEnabled`, `SQLiteError`.
    public func setEnabled(_ id: String, to isEnabled: Bool) throws {
        try check(id, remainsUsable: isEnabled)
        try connection.run(Self.setEnabled, id, isEnabled)
        didChange(PoolEvent(.accessKeyUpdated, id))
    }

    /// Deletes a key.
    ///
    /// - Throws: `AccessKeyError.notFound`, `AccessKeyError.lastEnabled`, `SQLiteError`.
    public func delete(_ id: String) throws {
        try check(id, remainsUsable: false)
        try connection.run(Self.remove, id)
        didChange(PoolEvent(.accessKeyDeleted, id))
    }

    private func all() throws -> [OwnedAccessKey] {
        let pool = try PoolIdentity(of: connection)
        return pool.accessKeys.map { OwnedAccessKey($0, of: pool) }
    }

    /// Refuses an unknown key, and a change after which no key would be enabled.
    private func check(_ id: String, remainsUsable: Bool) throws {
        let keys = try all().map(\.key)
        guard keys.contains(where: { Self.isSame($0.id, id) }) else {
            throw AccessKeyError.notFound
        }
        guard remainsUsable || keys.contains(where: { $0.isEnabled && !Self.isSame($0.id, id) }) else {
            throw AccessKeyError.lastEnabled
        }
    }

    private func didChange(_ event: PoolEvent) {
        directory.accessKeysDidChange()
        emit(event)
    }

    /// Whether ids have the same bytes, as compared by SQLite.
    private static func isSame(_ id: String, _ other: String) -> Bool {
        id.utf8.elementsEqual(other.utf8)
    }
}

extension PoolTransaction {
    /// The access keys of the pool.
    var accessKeys: AccessKeys { AccessKeys(directory: self) }
}
