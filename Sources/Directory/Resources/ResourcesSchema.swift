internal import PoolEngine
internal import SQLite

/// The table of common resources.
enum ResourcesSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 11, script: version11)
    ]

    /// `actions` is the JSON text of a list of objects with `name` and `description`.
    private static let version11 = """
        CREATE TABLE resources (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            namespaceKey INTEGER NOT NULL REFERENCES namespaces (key) ON DELETE CASCADE,
            code TEXT NOT NULL,
            name TEXT,
            description TEXT,
            type TEXT NOT NULL,
            actions TEXT NOT NULL,
            apiIdentifier TEXT,
            linkedToTenant INTEGER NOT NULL DEFAULT 0,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX resources_by_code ON resources (namespaceKey, code);
        CREATE INDEX resources_by_namespace ON resources (namespaceKey);
        CREATE INDEX resources_by_type ON resources (namespaceKey, type);
        """
}
