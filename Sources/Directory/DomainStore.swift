internal import JSON
internal import PoolEngine
internal import SQLite

/// The statements of a domain on the database of a pool.
protocol DomainStore {
    /// The transaction in which the statements run.
    var directory: PoolTransaction { get }
}

extension DomainStore {
    var connection: Connection { directory.connection }
    var environment: Environment { directory.environment }

    /// Records a change with its data for webhooks, which are written only if a webhook wants them.
    func emit(_ event: PoolEvent, data: (inout Writer) throws -> Void) throws {
        try directory.emit(event, data: data)
    }

    /// Records a change, which is published after the commit.
    func emit(_ event: PoolEvent) {
        directory.emit(event)
    }
}
