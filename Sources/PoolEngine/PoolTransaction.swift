public import JSON
public import SQLite
internal import Webhooks

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

    /// Keeps the webhooks of the pool; nil if no event is delivered.
    let webhookStore: (any WebhookStore)?
    /// What webhooks are to be told after the commit.
    var notices: [EventNotice] = []
    /// Whether there are webhooks, or it is not known.
    var mayHaveWebhooks: Bool
    /// The webhooks; nil if they were not read since they may have changed.
    var webhooks: [Webhook]?
    /// Whether the webhooks were read or may have changed since they were published.
    var webhooksChanged = false

    /// - Parameters:
    ///   - connection: a database with the schema of the pool's domains.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    ///   - webhookStore: keeps the webhooks of the pool; nil if no event is delivered.
    public init(
        connection: Connection, environment: Environment, hooks: [PoolHook],
        webhookStore: (any WebhookStore)? = nil
    ) {
        self.connection = connection
        self.environment = environment
        self.hooks = hooks
        self.webhookStore = webhookStore
        mayHaveWebhooks = webhookStore != nil
    }

    /// Records a change whose data are its id only.
    public func emit(_ event: PoolEvent) {
        events.append(event)
        // If the webhooks cannot be read, the next statement of the operation fails as well.
        if mayHaveWebhooks { try? addNotices(of: event) { $0.write(idOf: event) } }
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
    ///
    /// - Parameters:
    ///   - event: the change.
    ///   - writeData: writes the data of the event as the service's webhooks have it; called only if a webhook wants it.
    /// - Throws: what `writeData` throws, `SQLiteError`.
    public func emit(_ event: PoolEvent, data writeData: (inout Writer) throws -> Void) throws {
        events.append(event)
        if mayHaveWebhooks { try addNotices(of: event, writeData) }
    }

    /// How many events and notices there are.
    struct Mark {
        fileprivate let events: Int
        fileprivate let notices: Int

        static let beginning = Mark(events: 0, notices: 0)
    }

    /// The present end of the events and notices.
    var mark: Mark { Mark(events: events.count, notices: notices.count) }

    /// Removes what was recorded after a mark, because it is rolled back.
    func removeEvents(after mark: Mark) {
        events.removeSubrange(mark.events...)
        notices.removeSubrange(mark.notices...)
        // Webhooks may have been changed by what is rolled back.
        if webhooksChanged { webhooksDidChange() }
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
