public import JSON
public import PoolEngine
public import SQLite

/// Writes a user pool as a seed that creates the same pool again.
///
/// Rows are in the order of their creation and members in the order in which they joined, because lists return them in
/// these orders; ids are included. So an export of a pool created from an export is the same text, and two exports can
/// be compared line by line. Times that equal their default are omitted: the creation time of the pool, and for changes
/// the creation time.
public struct SeedExport: ~Copyable {
    public var writer = Writer(reserving: 65_536, layout: .indented)
    /// The pool.
    ///
    /// An export only reads, so the clock and the ids of the transaction are not used.
    public let transaction: PoolTransaction
    /// The creation time of the pool.
    public let createdAt: Timestamp

    public var connection: Connection { transaction.connection }

    private let report: PoolWork.Report?
    private let entryCount: Int
    private var written = 0

    private init(
        _ identity: PoolIdentity, on connection: Connection, entryCount: Int, report: PoolWork.Report?
    ) {
        self.entryCount = entryCount
        self.report = report
        transaction = PoolTransaction(connection: connection, environment: .system(), hooks: [])
        createdAt = identity.createdAt
    }

    /// The text of a seed with one pool.
    ///
    /// - Throws: `SchemaRefusal.damaged` when the database contains no pool, `SQLiteError`.
    static func text(
        of connection: Connection, _ sections: [any SeedSection], report: PoolWork.Report? = nil
    ) throws -> [UInt8] {
        let identity = try PoolIdentity(of: connection)
        let queries =
            report == nil
            ? [] : sections.flatMap { section in section.counts.map(\.query) + section.listCounts }
        let count = try queries.reduce(0) { try $0 + Int(connection.first($1) { $0.integer(0) } ?? 0) }
        var export = SeedExport(identity, on: connection, entryCount: count, report: report)
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

    /// Notes that entries are written: rows that a section counts, or entries of their lists.
    public mutating func note(_ count: Int = 1) {
        written += count
        report?(written, entryCount)
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

    /// Writes the times of creation and of the last change, unless they equal their defaults.
    public mutating func writeTimes(_ createdAt: Timestamp, _ updatedAt: Timestamp) {
        if createdAt != self.createdAt { writer.member("createdAt", createdAt.iso8601) }
        if updatedAt != createdAt { writer.member("updatedAt", updatedAt.iso8601) }
    }

    /// Writes a member with stored JSON text; nil writes no member.
    public mutating func write(rawText text: String?, as name: StaticString) {
        guard let text else { return }
        writer.name(name)
        writer.raw(Array(text.utf8))
    }

    /// Writes an array of strings; an empty array writes no member.
    public mutating func write(texts: [String], as name: StaticString) {
        guard !texts.isEmpty else { return }
        writer.name(name)
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
    }
}
