internal import PoolEngine
internal import SQLite

/// What a domain keeps in the database of a pool, and the statements over it.
protocol DomainStore {
    /// The transaction the statements run in.
    var directory: PoolTransaction { get }
}

extension DomainStore {
    var connection: Connection { directory.connection }
    var environment: Environment { directory.environment }

    /// Records a change, which is published when the transaction has been committed.
    func emit(_ event: PoolEvent) {
        directory.emit(event)
    }
}
