public import JSON
public import PoolEngine
public import SQLite

/// Writes a user pool as a seed that makes the same pool again.
///
/// Everything is in the order in which it was made, and members in the order in which they joined, because lists
/// answer in these orders; ids are pinned. So the seed of a pool made from the seed is the same text, and two exports
/// can be compared line by line. A time that is the pool's own is left out, as that of a change is that is the time of
/// making: a pool that was just made from a seed shows few.
public struct SeedExport: ~Copyable {
    /// What has been written.
    public var writer = Writer(reserving: 65_536, layout: .indented)
    /// The pool; an export only reads, so clock and ids of the transaction are never asked.
    public let transaction: PoolTransaction
    /// When the pool was made.
    public let createdAt: Timestamp

    /// The connection of the transaction.
    public var connection: Connection { transaction.connection }

    private init(_ identity: PoolIdentity, on connection: Connection) {
        transaction = PoolTransaction(connection: connection, environment: .system(), hooks: [])
        createdAt = identity.createdAt
    }

    /// The text of a seed with one pool.
    ///
    /// - Throws: `SchemaRefusal.damaged` when the database describes no pool, `SQLiteError`.
    static func text(of connection: Connection, _ sections: [any SeedSection]) throws -> [UInt8] {
        let identity = try PoolIdentity(of: connection)
        var export = SeedExport(identity, on: connection)
        export.writer.beginObject()
        export.writer.name("userPools")
        export.writer.beginArray()
        export.writer.beginObject()
        export.write(identity)
        for section in sections { try section.write(to: &export) }
        export.writer.endObject()
        export.writer.endArray()
        export.writer.endObject()
        return export.writer.finish() + [UInt8(ascii: "\n")]
    }

    private mutating func write(_ identity: PoolIdentity) {
        writer.member("id", identity.id)
        writer.member("name", identity.name)
        writer.member("createdAt", createdAt.iso8601)
        writer.name("accessKeys")
        writer.beginArray()
        for key in identity.accessKeys { write(key) }
        writer.endArray()
    }

    private mutating func write(_ key: AccessKey) {
        writer.beginObject()
        writer.member("id", key.id)
        writer.member("secret", key.secret)
        if !key.userId.isEmpty { writer.member("userId", key.userId) }
        if let tenantId = key.tenantId { writer.member("tenantId", tenantId) }
        if key.type != AccessKey.userPoolType { writer.member("type", key.type) }
        if let moment = key.createdAt, moment != createdAt { writer.member("createdAt", moment.iso8601) }
        if !key.isEnabled { writer.member("enable", key.isEnabled) }
        writer.endObject()
    }

    /// Writes when something was made and changed, as far as it is not understood.
    public mutating func writeTimes(_ createdAt: Timestamp, _ updatedAt: Timestamp) {
        if createdAt != self.createdAt { writer.member("createdAt", createdAt.iso8601) }
        if updatedAt != createdAt { writer.member("updatedAt", updatedAt.iso8601) }
    }

    /// Writes a member with JSON text as it is kept; no member when there is none.
    public mutating func write(rawText text: String?, as name: StaticString) {
        guard let text else { return }
        writer.name(name)
        writer.raw(Array(text.utf8))
    }

    /// Writes a list of texts; no member when it is empty.
    public mutating func write(texts: [String], as name: StaticString) {
        guard !texts.isEmpty else { return }
        writer.name(name)
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
    }
}
