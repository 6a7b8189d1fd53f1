internal import PoolEngine
internal import SQLite

/// The table of namespaces.
///
/// The key of a namespace is its id in the API, a small number. What is in a namespace refers to its key and is deleted
/// with it.
enum NamespacesSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 6, script: version6)
    ]

    /// `default` and `system` are in every pool, also in one of an earlier version; they have no times.
    ///
    /// `appId` is the application that a namespace belongs to.
    private static let version6 = """
        CREATE TABLE namespaces (
            key INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            description TEXT,
            status INTEGER NOT NULL DEFAULT 1,
            isBuiltIn INTEGER NOT NULL DEFAULT 0,
            appId TEXT UNIQUE,
            createdAt INTEGER,
            updatedAt INTEGER
        );
        INSERT INTO namespaces (key, code, name, isBuiltIn) VALUES (1, 'default', '默认权限组', 1);
        INSERT INTO namespaces (key, code, name, isBuiltIn) VALUES (2, 'system', '系统权限组', 1);
        """
}
