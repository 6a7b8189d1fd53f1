internal import PoolEngine
internal import SQLite

/// The tables of data policies.
///
/// - A permission is found by its policy (primary key), and by what it permits: the index has all that decides.
/// - A target has one of four columns. Nothing is stored for each user, so a membership that changes changes the answers
///   at once.
enum DataPoliciesSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 10, script: version10)
    ]

    /// `path` is that of a node below the resource, or empty for the resource itself; `action` is `*` for all.
    private static let version10 = """
        CREATE TABLE data_policies (
            key INTEGER PRIMARY KEY,
            policyId TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL UNIQUE,
            description TEXT,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL
        );

        CREATE TABLE data_permissions (
            policyKey INTEGER NOT NULL REFERENCES data_policies (key) ON DELETE CASCADE,
            statement INTEGER NOT NULL,
            position INTEGER NOT NULL,
            isDenied INTEGER NOT NULL,
            resourceKey INTEGER NOT NULL REFERENCES data_resources (key) ON DELETE CASCADE,
            path TEXT NOT NULL,
            action TEXT NOT NULL,
            PRIMARY KEY (policyKey, statement, position)
        ) WITHOUT ROWID;
        CREATE INDEX data_permissions_by_resource ON data_permissions (resourceKey, path, action, isDenied);

        CREATE TABLE data_policy_targets (
            key INTEGER PRIMARY KEY,
            policyKey INTEGER NOT NULL REFERENCES data_policies (key) ON DELETE CASCADE,
            userKey INTEGER REFERENCES users (key) ON DELETE CASCADE,
            groupKey INTEGER REFERENCES groups (key) ON DELETE CASCADE,
            roleKey INTEGER REFERENCES roles (key) ON DELETE CASCADE,
            departmentKey INTEGER REFERENCES departments (key) ON DELETE CASCADE,
            authorizedAt INTEGER NOT NULL
        );
        CREATE INDEX data_policy_targets_by_policy ON data_policy_targets (policyKey);
        CREATE UNIQUE INDEX data_policy_targets_by_user ON data_policy_targets (userKey, policyKey)
            WHERE userKey IS NOT NULL;
        CREATE UNIQUE INDEX data_policy_targets_by_group ON data_policy_targets (groupKey, policyKey)
            WHERE groupKey IS NOT NULL;
        CREATE UNIQUE INDEX data_policy_targets_by_role ON data_policy_targets (roleKey, policyKey)
            WHERE roleKey IS NOT NULL;
        CREATE UNIQUE INDEX data_policy_targets_by_department ON data_policy_targets (departmentKey, policyKey)
            WHERE departmentKey IS NOT NULL;
        """
}
