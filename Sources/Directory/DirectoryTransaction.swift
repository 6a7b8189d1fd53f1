package import SQLite

/// The directory of one user pool as one operation sees it: the nouns, on the pool's connection.
///
/// It lives on its mailbox's queue. The mailbox opens and ends the transaction around it; everything below only says
/// what is done inside.
package final class DirectoryTransaction {
    /// The connection the nouns run their statements on.
    package let connection: Connection
    /// Time, ids and randomness.
    package let sources: Sources
    /// What has changed since the transaction began; published after the commit.
    package internal(set) var events: [DirectoryEvent] = []

    /// Dresses a connection.
    ///
    /// - Parameters:
    ///   - connection: a database with the directory's schema.
    ///   - sources: time, ids and randomness.
    package init(connection: Connection, sources: Sources) {
        self.connection = connection
        self.sources = sources
    }

    /// Empties the record of changes.
    ///
    /// - Returns: what was recorded, in order.
    func takeEvents() -> [DirectoryEvent] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    /// The users of the pool.
    package var users: Users { Users(directory: self) }
    /// The groups of the pool.
    package var groups: Groups { Groups(directory: self) }
    /// The organizations of the pool and of its tenants.
    package var organizations: Organizations { Organizations(directory: self) }
    /// The departments of all organizations.
    package var departments: Departments { Departments(directory: self) }
}

/// What every noun can reach: the connection, the sources, the other nouns and the record of changes.
protocol DirectoryNoun {
    /// The directory the noun belongs to.
    var directory: DirectoryTransaction { get }
}

extension DirectoryNoun {
    var connection: Connection { directory.connection }
    var sources: Sources { directory.sources }
    var users: Users { directory.users }
    var groups: Groups { directory.groups }
    var organizations: Organizations { directory.organizations }
    var departments: Departments { directory.departments }

    /// Records a change, which is announced when it is durable.
    func emit(_ event: DirectoryEvent) {
        directory.events.append(event)
    }
}
