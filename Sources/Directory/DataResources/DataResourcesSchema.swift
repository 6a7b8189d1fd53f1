internal import PoolEngine
internal import SQLite

/// The tables of data resources.
///
/// - `struct` is the text that was sent, and is the last column: what it does not fit on a page is read only when asked
///   for.
/// - `data_resource_nodes` has the nodes of the trees among them, and is written anew with each `struct`.
enum DataResourcesSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 9, script: version9)
    ]

    private static let version9 = """
        CREATE TABLE data_resources (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            namespaceKey INTEGER NOT NULL REFERENCES namespaces (key) ON DELETE CASCADE,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            description TEXT,
            type TEXT NOT NULL,
            actions TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            struct TEXT NOT NULL
        );
        CREATE UNIQUE INDEX data_resources_by_code ON data_resources (namespaceKey, code);
        CREATE UNIQUE INDEX data_resources_by_name ON data_resources (namespaceKey, name);

        CREATE TABLE data_resource_nodes (
            resourceKey INTEGER NOT NULL REFERENCES data_resources (key) ON DELETE CASCADE,
            path TEXT NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT,
            PRIMARY KEY (resourceKey, path)
        ) WITHOUT ROWID;
        """
}
