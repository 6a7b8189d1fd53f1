internal import Bytes
public import SQLite

/// A key with which a program authenticates.
public struct AccessKey: Sendable, Equatable {
    /// The `type` of a key that is valid for the whole user pool.
    public static let userPoolType = "userpool"

    /// The public part.
    public let id: String
    /// The secret part; never logged.
    public let secret: String
    /// The id of the user it belongs to; empty for a key of the pool itself.
    public var userId = ""
    /// The id of the tenant it is for; nil for none.
    public var tenantId: String?
    /// The kind of key, as its creator named it.
    public var type = userPoolType
    /// When it was created; nil for the creation time of the pool.
    public var createdAt: Timestamp?
    /// Whether it may be used.
    public var isEnabled = true

    /// Creates an enabled key of the pool itself.
    public init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }
}

extension AccessKey {
    /// How long a new secret is, in bytes; written in hexadecimal digits.
    private static let secretBytes = 16

    /// A key of the pool itself with a new id and secret.
    public static func generated(_ environment: Environment) -> AccessKey {
        AccessKey(
            id: environment.newId(), secret: Hexadecimal.text(of: environment.random.bytes(secretBytes)))
    }

    private static let all = SQL(
        "SELECT id, secret, userId, tenantId, type, createdAt, isEnabled FROM access_keys ORDER BY id")
    private static let insert = SQL(
        """
        INSERT INTO access_keys (id, secret, userId, tenantId, type, createdAt, isEnabled)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """)

    /// The keys in a database, in the order of their ids.
    ///
    /// - Throws: `SQLiteError`.
    static func all(of connection: Connection) throws -> [AccessKey] {
        try connection.all(all) { row in
            var key = AccessKey(id: row.text(0), secret: row.text(1))
            key.userId = row.text(2)
            key.tenantId = row.optionalText(3)
            key.type = row.text(4)
            key.createdAt = row.optionalInteger(5).map(Timestamp.init(milliseconds:))
            key.isEnabled = row.integer(6) != 0
            return key
        }
    }

    /// Adds the key to a database.
    ///
    /// - Throws: `SQLiteError`, also when another key has the id.
    public func insert(into connection: Connection) throws {
        try connection.run(
            Self.insert, id, secret, userId, tenantId, type, createdAt?.milliseconds, isEnabled)
    }
}
