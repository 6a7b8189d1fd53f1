internal import PoolEngine
internal import SQLite

/// The tables of departments, and so of organizations: an organization is its root department, a row with no parent.
///
/// - A membership is found by its user (unique index) and listed by its department in join order (primary key).
/// - `joinOrder` is a counter of the whole pool: a user's departments and the members of a tree are also listed in join
///   order, even if they joined within one millisecond.
/// - Counts of members are stored, because lists return the total of a department of any size.
enum DepartmentsSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 1, script: version1), Migration(version: 2, script: version2),
    ]

    /// Indexes departments by name and parent.
    private static let version2 = """
        DROP INDEX departments_by_name;
        CREATE INDEX departments_by_name ON departments (tenantId, name, parentKey);
        """

    private static let version1 = """
        CREATE TABLE departments (
            key INTEGER PRIMARY KEY,
            departmentId TEXT NOT NULL UNIQUE,
            organizationKey INTEGER NOT NULL REFERENCES departments (key) DEFERRABLE INITIALLY DEFERRED,
            parentKey INTEGER REFERENCES departments (key),
            tenantId TEXT NOT NULL,
            code TEXT,
            openDepartmentId TEXT,
            customId TEXT,
            name TEXT NOT NULL,
            description TEXT,
            isVirtualNode INTEGER NOT NULL,
            status INTEGER NOT NULL,
            customData TEXT,
            i18n TEXT,
            postIdList TEXT,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            membersCount INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX organizations_by_code ON departments (tenantId, code) WHERE parentKey IS NULL;
        CREATE INDEX organizations_by_tenant ON departments (tenantId) WHERE parentKey IS NULL;
        CREATE INDEX departments_by_parent ON departments (parentKey);
        CREATE INDEX departments_by_name ON departments (tenantId, name);
        CREATE UNIQUE INDEX departments_by_code ON departments (organizationKey, code);
        CREATE UNIQUE INDEX departments_by_openDepartmentId ON departments (organizationKey, openDepartmentId);
        CREATE UNIQUE INDEX departments_by_customId ON departments (organizationKey, customId);

        CREATE TABLE department_members (
            departmentKey INTEGER NOT NULL REFERENCES departments (key) ON DELETE CASCADE,
            joinOrder INTEGER NOT NULL,
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            joinedAt INTEGER NOT NULL,
            PRIMARY KEY (departmentKey, joinOrder)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX department_members_by_user ON department_members (userKey, departmentKey);
        CREATE TABLE department_join_orders (key INTEGER PRIMARY KEY CHECK (key = 1), last INTEGER NOT NULL);
        INSERT INTO department_join_orders (key, last) VALUES (1, 0);

        CREATE TABLE department_leaders (
            departmentKey INTEGER NOT NULL REFERENCES departments (key) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            PRIMARY KEY (departmentKey, position)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX department_leaders_by_user ON department_leaders (userKey, departmentKey);

        CREATE TABLE department_sync_relations (
            departmentKey INTEGER NOT NULL REFERENCES departments (key) ON DELETE CASCADE,
            provider TEXT NOT NULL,
            userIdInIdp TEXT NOT NULL,
            userInfoInIdp TEXT NOT NULL,
            PRIMARY KEY (departmentKey, provider)
        ) WITHOUT ROWID;
        CREATE INDEX department_sync_relations_by_provider
            ON department_sync_relations (provider, userIdInIdp);
        """
}
