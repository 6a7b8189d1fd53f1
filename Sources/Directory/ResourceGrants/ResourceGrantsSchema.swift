internal import PoolEngine
internal import SQLite

/// The table of grants.
///
/// - A grant has one of four subjects, whose deletion deletes it. Nothing is stored for each user, so a membership that
///   changes changes the answers at once.
/// - A resource is text, of which `kind` and `item` are the parts; it need not exist. One subject has one grant on a
///   resource of a type, for each effect. The indexes have the subject first, and then what a question asks for.
enum ResourceGrantsSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 11, script: version11)
    ]

    /// `resource` is the text as it was granted; `actions` is the JSON text of a list.
    private static let version11 = """
        CREATE TABLE resource_grants (
            key INTEGER PRIMARY KEY,
            namespaceKey INTEGER NOT NULL REFERENCES namespaces (key) ON DELETE CASCADE,
            userKey INTEGER REFERENCES users (key) ON DELETE CASCADE,
            groupKey INTEGER REFERENCES groups (key) ON DELETE CASCADE,
            roleKey INTEGER REFERENCES roles (key) ON DELETE CASCADE,
            departmentKey INTEGER REFERENCES departments (key) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            item TEXT NOT NULL,
            resource TEXT NOT NULL,
            resourceType TEXT NOT NULL,
            actions TEXT NOT NULL,
            isDenied INTEGER NOT NULL,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL
        );
        CREATE INDEX resource_grants_by_resource ON resource_grants (namespaceKey, kind, item);
        CREATE UNIQUE INDEX resource_grants_by_user
            ON resource_grants (userKey, namespaceKey, kind, item, resourceType, isDenied)
            WHERE userKey IS NOT NULL;
        CREATE UNIQUE INDEX resource_grants_by_group
            ON resource_grants (groupKey, namespaceKey, kind, item, resourceType, isDenied)
            WHERE groupKey IS NOT NULL;
        CREATE UNIQUE INDEX resource_grants_by_role
            ON resource_grants (roleKey, namespaceKey, kind, item, resourceType, isDenied)
            WHERE roleKey IS NOT NULL;
        CREATE UNIQUE INDEX resource_grants_by_department
            ON resource_grants (departmentKey, namespaceKey, kind, item, resourceType, isDenied)
            WHERE departmentKey IS NOT NULL;
        """
}
