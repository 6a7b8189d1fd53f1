internal import Directory
internal import PoolEngine
internal import SQLite

extension Domain {
    /// Applications that publish events.
    static let eventApps = Domain(
        pool: PoolDomain(
            "eventApps", migrations: [Migration(version: 6, script: version6)], differences: [differences]),
        operations: { EventAppsOperations.all })

    private static let differences = DiffTable(
        "eventApps", from: "event_apps t", identity: [DiffTable.Column("identifier")],
        values: [DiffTable.Column("name"), DiffTable.Column("logo")])

    private static let version6 = """
        CREATE TABLE event_apps (
            key INTEGER PRIMARY KEY,
            identifier TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            logo TEXT NOT NULL
        );
        """
}
