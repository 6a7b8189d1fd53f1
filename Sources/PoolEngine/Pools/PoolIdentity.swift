public import SQLite

/// Who a user pool is, as against what is in it: what callers know it by and sign in with.
///
/// It stays what it is when the pool goes back to a snapshot, so that whoever has signed in goes on working.
public struct PoolIdentity: Sendable, Equatable {
    /// How long the key that signs tokens is, in bytes: as long as HMAC-SHA256's output (RFC 7518, section 3.2).
    static let tokenSecretBytes = 32

    /// The pool's id.
    public let id: String
    /// The pool's name.
    public let name: String
    /// When the pool was made.
    public let createdAt: Timestamp
    /// The key that signs the pool's management tokens.
    public let tokenSecret: [UInt8]
    /// The access keys in the order of their ids.
    public internal(set) var accessKeys: [AccessKey]

    private static let read = SQL("SELECT id, name, createdAt, tokenSecret FROM pool")
    private static let remove = SQL("DELETE FROM pool")
    private static let removeKeys = SQL("DELETE FROM access_keys")
    private static let insert = SQL(
        "INSERT INTO pool (id, name, createdAt, tokenSecret) VALUES (?1, ?2, ?3, ?4)")

    /// Makes the identity of a new pool, which is made now.
    public init(id: String, name: String, accessKeys: [AccessKey], environment: Environment) {
        self.id = id
        self.name = name
        createdAt = environment.clock.now
        tokenSecret = environment.random.bytes(Self.tokenSecretBytes)
        // As SQLite orders texts: by their bytes.
        self.accessKeys = accessKeys.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// Reads the identity in a database.
    ///
    /// - Throws: `SchemaRefusal.damaged` when it describes no pool, `SQLiteError`.
    public init(of connection: Connection) throws {
        let found = try connection.first(Self.read) {
            ($0.text(0), $0.text(1), Timestamp(milliseconds: $0.integer(2)), $0.bytes(3))
        }
        guard let found else { throw SchemaRefusal.damaged("it describes no user pool") }
        (id, name, createdAt, tokenSecret) = found
        accessKeys = try AccessKey.all(of: connection)
    }

    /// Puts the identity in the place of the one a database has, if any.
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
