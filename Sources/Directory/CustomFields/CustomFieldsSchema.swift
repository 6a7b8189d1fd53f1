internal import PoolEngine
internal import SQLite

/// The tables of custom fields.
enum CustomFieldsSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 1, script: version1), Migration(version: 5, script: version5),
    ]

    /// Definitions; `isBuiltIn` marks the changes of a built-in field of users.
    private static let version5 = """
        ALTER TABLE custom_fields ADD COLUMN createdAt INTEGER;
        ALTER TABLE custom_fields ADD COLUMN isBuiltIn INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE custom_fields ADD COLUMN encrypted INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE custom_fields ADD COLUMN userEditable INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE custom_fields ADD COLUMN visibleInAdminConsole INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE custom_fields ADD COLUMN visibleInUserCenter INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE custom_fields ADD COLUMN desensitization INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE custom_fields ADD COLUMN validateRules TEXT;
        ALTER TABLE custom_fields ADD COLUMN appIds TEXT;
        ALTER TABLE custom_fields ADD COLUMN i18n TEXT;
        """

    private static let version1 = """
        CREATE TABLE custom_fields (
            key INTEGER PRIMARY KEY,
            targetType TEXT NOT NULL,
            name TEXT NOT NULL,
            dataType TEXT NOT NULL,
            label TEXT,
            description TEXT,
            isUnique INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX custom_fields_by_name ON custom_fields (targetType, name);

        CREATE TABLE custom_field_options (
            key INTEGER PRIMARY KEY,
            fieldKey INTEGER NOT NULL REFERENCES custom_fields (key) ON DELETE CASCADE,
            value TEXT NOT NULL,
            label TEXT
        );
        CREATE UNIQUE INDEX custom_field_options_by_value ON custom_field_options (fieldKey, value);
        """
}
