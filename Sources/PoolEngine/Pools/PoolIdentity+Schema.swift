internal import SQLite

extension PoolIdentity {
    /// The tables of a pool's identity.
    static let migrations = [
        Migration(
            version: 1,
            script: """
                CREATE TABLE pool (
                    id TEXT NOT NULL,
                    name TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    tokenSecret BLOB NOT NULL
                );

                CREATE TABLE access_keys (
                    id TEXT PRIMARY KEY,
                    secret TEXT NOT NULL
                ) WITHOUT ROWID;
                """),
        Migration(
            version: 4,
            script: """
                ALTER TABLE access_keys ADD COLUMN userId TEXT NOT NULL DEFAULT '';
                ALTER TABLE access_keys ADD COLUMN tenantId TEXT;
                ALTER TABLE access_keys ADD COLUMN type TEXT NOT NULL DEFAULT 'userpool';
                ALTER TABLE access_keys ADD COLUMN createdAt INTEGER;
                ALTER TABLE access_keys ADD COLUMN isEnabled INTEGER NOT NULL DEFAULT 1;
                """),
    ]
}
