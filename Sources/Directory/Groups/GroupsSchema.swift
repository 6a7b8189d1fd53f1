internal import PoolEngine
internal import SQLite

/// The tables of groups.
///
/// - A membership is found by its user (unique index) and listed by its group in join order (primary key). Two B-trees
///   are enough for every query (docs/decisions/0003).
/// - Counts of members are stored, because lists return the total of a group of any size.
enum GroupsSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 1, script: version1)
    ]

    private static let version1 = """
        CREATE TABLE groups (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            type TEXT NOT NULL,
            customData TEXT,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            membersCount INTEGER NOT NULL DEFAULT 0
        );

        CREATE TABLE group_members (
            groupKey INTEGER NOT NULL REFERENCES groups (key) ON DELETE CASCADE,
            joinOrder INTEGER NOT NULL,
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            joinedAt INTEGER NOT NULL,
            PRIMARY KEY (groupKey, joinOrder)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX group_members_by_user ON group_members (userKey, groupKey);
        """
}
