public import SQLite

/// The open transaction of a user pool, as an operation uses it.
///
/// Used on its mailbox's queue. The mailbox begins and ends the transaction. Domains extend this type with their
/// stores, such as `groups`, which run their statements on the connection.
public final class PoolTransaction {
    /// The connection on which stores run their statements.
    public let connection: Connection
    public let environment: Environment
    public let hooks: [PoolHook]
    /// The changes since the transaction began; published after the commit.
    public internal(set) var events: [PoolEvent] = []

    /// Whether access keys of the pool may have changed since they were last read.
    var accessKeysChanged = false

    /// Receives the statements of requests; nil while they are not recorded.
    public private(set) var statementLog: StatementLog?

    /// - Parameters:
    ///   - connection: a database with the schema of the pool's domains.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    public init(connection: Connection, environment: Environment, hooks: [PoolHook]) {
        self.connection = connection
        self.environment = environment
        self.hooks = hooks
    }

    /// Begins or ends recording the statements of requests, as the log is switched.
    func followSwitch(of log: StatementLog) {
        let isOn = log.isRecording
        guard isOn != (statementLog != nil) else { return }
        statementLog = isOn ? log : nil
        connection.setRecording(isOn)
    }

    /// Removes the statements that were recorded since the last call.
    ///
    /// - Returns: the statements in the order of their first execution.
    public func takeStatements() -> [StatementRuns] {
        connection.recorder?.take() ?? []
    }

    /// Records a change, which is published after the commit.
    public func emit(_ event: PoolEvent) {
        events.append(event)
    }

    /// Requests that the pool's access keys are read again after the commit, before the caller is answered.
    public func accessKeysDidChange() {
        accessKeysChanged = true
    }

    /// Runs the hooks for an occasion, in the order of the domains.
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
