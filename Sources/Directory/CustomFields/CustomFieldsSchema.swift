internal import PoolEngine
internal import SQLite

/// The tables of custom fields.
enum CustomFieldsSchema {
    /// The steps, by the version of the pool's file that has them.
    static let migrations = [
        Migration(version: 1, script: version1)
    ]

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
