internal import PoolEngine
internal import SQLite

/// The tables of roles and of those who hold them.
///
/// - An assignment is found by its holder (unique index) and listed by its role in the order of assigning (primary key).
/// - Counts of assignments are stored, because lists return the total of a role of any size. They include those whose
///   time is not yet or no longer; the partial indexes find these few, which the totals leave out.
/// - Nothing runs when a time comes: each query compares the times with the clock of the pool.
enum RolesSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 7, script: version7)
    ]

    private static let version7 = """
        CREATE TABLE roles (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            namespaceKey INTEGER NOT NULL REFERENCES namespaces (key) ON DELETE CASCADE,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            status TEXT NOT NULL,
            disableTime INTEGER,
            enablePermissionApply INTEGER,
            customData TEXT,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            usersCount INTEGER NOT NULL DEFAULT 0,
            departmentsCount INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX roles_by_code ON roles (namespaceKey, code);
        CREATE INDEX roles_by_namespace ON roles (namespaceKey);

        CREATE TABLE role_users (
            roleKey INTEGER NOT NULL REFERENCES roles (key) ON DELETE CASCADE,
            joinOrder INTEGER NOT NULL,
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            enableTime INTEGER,
            endTime INTEGER,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            PRIMARY KEY (roleKey, joinOrder)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX role_users_by_user ON role_users (userKey, roleKey);
        CREATE INDEX role_users_by_time ON role_users (roleKey, enableTime, endTime)
            WHERE enableTime IS NOT NULL OR endTime IS NOT NULL;

        CREATE TABLE role_departments (
            roleKey INTEGER NOT NULL REFERENCES roles (key) ON DELETE CASCADE,
            joinOrder INTEGER NOT NULL,
            departmentKey INTEGER NOT NULL REFERENCES departments (key) ON DELETE CASCADE,
            enableTime INTEGER,
            endTime INTEGER,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            PRIMARY KEY (roleKey, joinOrder)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX role_departments_by_department ON role_departments (departmentKey, roleKey);
        CREATE INDEX role_departments_by_time ON role_departments (roleKey, enableTime, endTime)
            WHERE enableTime IS NOT NULL OR endTime IS NOT NULL;
        """
}
