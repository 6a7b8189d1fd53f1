internal import SQLite

/// A key a program signs in with.
package struct AccessKey: Sendable, Equatable {
    /// The public part.
    package let id: String
    /// The secret part, which never reaches a log.
    package let secret: String

    /// Combines the parts.
    package init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }
}

/// A user pool: a world of its own with its own file, queue and access keys.
package final class UserPool: Sendable {
    /// The pool's id.
    package let id: String
    /// The pool's name.
    package let name: String
    /// The key that signs the pool's management tokens; kept in the file, so tokens outlive a restart.
    package let tokenSecret: [UInt8]
    /// The pool's access keys.
    package let accessKeys: [AccessKey]
    /// The queue that owns the pool's connection.
    package let mailbox: Mailbox

    private static let description = SQL("SELECT id, name, tokenSecret FROM pool")
    private static let keys = SQL("SELECT id, secret FROM access_keys ORDER BY id")

    /// Takes over a database that holds a pool.
    ///
    /// - Parameters:
    ///   - connection: the database; nobody else may use it any more.
    ///   - sources: time, ids and randomness.
    ///   - waitingLimit: how many jobs its mailbox keeps waiting.
    /// - Throws: `SchemaRefusal.damaged` when the file describes no pool, `SQLiteError`.
    init(connection: sending Connection, sources: Sources, waitingLimit: Int) throws {
        let found = try connection.first(Self.description) { ($0.text(0), $0.text(1), $0.bytes(2)) }
        guard let found else { throw SchemaRefusal.damaged("it describes no user pool") }
        (id, name, tokenSecret) = found
        accessKeys = try connection.all(Self.keys) { AccessKey(id: $0.text(0), secret: $0.text(1)) }
        mailbox = Mailbox(
            connection: connection, sources: sources, label: "genauth-emulator.pool.\(found.0)",
            waitingLimit: waitingLimit)
    }
}
