public import SQLite

/// The identity of a user pool: its id and name, and the secrets that authenticate its callers.
///
/// Restoring a snapshot does not change it, so tokens and access keys remain valid.
public struct PoolIdentity: Sendable, Equatable {
    /// The length of the token secret in bytes: that of HMAC-SHA256's output (RFC 7518, section 3.2).
    static let tokenSecretBytes = 32

    public let id: String
    public let name: String
    /// When the pool was created.
    public let createdAt: Timestamp
    /// The key that signs the pool's management tokens.
    public let tokenSecret: [UInt8]
    /// The access keys in the order of their ids.
    public internal(set) var accessKeys: [AccessKey]

    private static let read = SQL("SELECT id, name, createdAt, tokenSecret FROM pool")
    private static let readId = SQL("SELECT id FROM pool")
    private static let remove = SQL("DELETE FROM pool")
    private static let removeKeys = SQL("DELETE FROM access_keys")
    private static let insert = SQL(
        "INSERT INTO pool (id, name, createdAt, tokenSecret) VALUES (?1, ?2, ?3, ?4)")

    /// Creates the identity of a new pool, with the current time and a new token secret.
    public init(id: String, name: String, accessKeys: [AccessKey], environment: Environment) {
        self.id = id
        self.name = name
        createdAt = environment.clock.now
        tokenSecret = environment.random.bytes(Self.tokenSecretBytes)
        // In SQLite's order of texts: by their bytes.
        self.accessKeys = accessKeys.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// Reads the identity in a database.
    ///
    /// - Throws: `SchemaRefusal.damaged` when it describes no pool, `SQLiteError`.
    public init(of connection: Connection) throws {
        let found = try connection.first(Self.read) {
            ($0.text(0), $0.text(1), Timestamp(milliseconds: $0.integer(2)), $0.bytes(3))
        }
        guard let found else { throw SchemaRefusal.damaged("it contains no user pool") }
        (id, name, createdAt, tokenSecret) = found
        accessKeys = try AccessKey.all(of: connection)
    }

    /// The id of the pool in a database.
    ///
    /// - Throws: `SchemaRefusal.damaged` when it describes no pool, `SQLiteError`.
    public static func id(in connection: Connection) throws -> String {
        guard let id = try connection.first(Self.readId, read: { $0.text(0) }) else {
            throw SchemaRefusal.damaged("it contains no user pool")
        }
        return id
    }

    /// Writes the identity, replacing the one in the database, if any.
    ///
    /// - Throws: `SQLiteError`, also when two keys share an id.
    public func write(to connection: Connection) throws {
        try connection.atomically {
            try connection.run(Self.remove)
            try connection.run(Self.removeKeys)
            try connection.run(Self.insert, id, name, createdAt.milliseconds, tokenSecret)
            for key in accessKeys { try key.insert(into: connection) }
        }
    }
}
