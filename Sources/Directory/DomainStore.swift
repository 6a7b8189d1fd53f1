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

    /// Records a change, which is published after the commit.
    func emit(_ event: PoolEvent) {
        directory.emit(event)
    }
}
