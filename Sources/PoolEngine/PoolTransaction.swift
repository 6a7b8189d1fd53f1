public import SQLite

/// A user pool as one operation sees it: the pool's connection, with a transaction open.
///
/// It is used on its mailbox's queue. The mailbox opens and ends the transaction. Domains extend this type with their
/// stores, `groups` for example, which run their statements on the connection.
public final class PoolTransaction {
    /// The connection that stores run their statements on.
    public let connection: Connection
    /// Time, ids and randomness.
    public let environment: Environment
    /// What the domains do when something happens in another one.
    public let hooks: [PoolHook]
    /// What has changed since the transaction began; published after the commit.
    public internal(set) var events: [PoolEvent] = []

    /// Whether access keys of the pool may have changed since they were last read.
    var accessKeysChanged = false

    /// Wraps a connection.
    ///
    /// - Parameters:
    ///   - connection: a database with the schema of the pool's domains.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    public init(connection: Connection, environment: Environment, hooks: [PoolHook]) {
        self.connection = connection
        self.environment = environment
        self.hooks = hooks
    }

    /// Records a change, which is published when the transaction has been committed.
    public func emit(_ event: PoolEvent) {
        events.append(event)
    }

    /// Has the pool's access keys read again after the commit, before the caller is answered.
    public func accessKeysDidChange() {
        accessKeysChanged = true
    }

    /// Runs the hooks that domains have for an occasion, in the order of the domains.
    ///
    /// - Parameters:
    ///   - occasion: what is about to happen.
    ///   - subject: the row it happens to.
    /// - Throws: what a hook throws.
    public func runHooks(_ occasion: PoolHook.Occasion, _ subject: PoolHook.Subject) throws {
        for hook in hooks where hook.occasion == occasion { try hook.run(self, subject) }
    }

    /// Removes the recorded changes.
    ///
    /// - Returns: what was recorded, in order.
    func takeEvents() -> [PoolEvent] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }
}
