internal import PoolEngine
internal import SQLite

@testable internal import Directory

/// An application that publishes events.
struct EventApp {
    let identifier: String
    let name: String
    let logo: String
}

/// The event applications of a pool.
struct EventApps: DomainStore {
    let directory: PoolTransaction

    private static let insert = SQL("INSERT INTO event_apps (identifier, name, logo) VALUES (?1, ?2, ?3)")
    private static let all = SQL("SELECT identifier, name, logo FROM event_apps ORDER BY key DESC")

    /// Creates an application.
    ///
    /// - Returns: false if another application has the identifier.
    func create(_ app: EventApp) throws -> Bool {
        do {
            try connection.run(Self.insert, app.identifier, app.name, app.logo)
            return true
        } catch let error where error.isUniqueViolation {
            return false
        }
    }

    /// The applications, newest first.
    func list() throws -> [EventApp] {
        try connection.all(Self.all) {
            EventApp(identifier: $0.text(0), name: $0.text(1), logo: $0.text(2))
        }
    }
}

extension PoolTransaction {
    /// The event applications of the pool.
    var eventApps: EventApps { EventApps(directory: self) }
}
