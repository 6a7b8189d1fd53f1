internal import PoolEngine
internal import SQLite

/// The tables of a user pool's file.
///
/// - Rows refer to each other by integer keys; the vendor's ids stand beside them under unique indexes. Columns that
///   the API shows carry the API's names.
/// - An organization is its root department, as it is in the service: one row with no parent.
/// - A membership is found by its user (unique index) and listed by its group or department in the order of joining
///   (primary key). Two b-trees serve every question asked of it.
/// - What users have in their custom data is repeated in a table of its own, by triggers, because an index cannot know
///   the names of the fields beforehand.
/// - `joinOrder` counts within a group, but through the pool for departments: a user's departments, and the members of
///   a tree, are listed in the order of joining too, also of those who joined within one millisecond.
/// - Counts of members are kept, because a list answers with the total of a group of any size.
/// - What keywords are searched in stands once more in `user_texts`, beside an index of its trigrams (`UserTexts`).
enum DirectorySchema {
    /// The letters "GenA": marks a file as a user pool of this program.
    static let applicationId: Int32 = 0x4765_6e41

    static let schema = Schema(
        applicationId: applicationId,
        migrations: [
            Migration(version: 1, script: version1), Migration(version: 2, script: version2),
            Migration(version: 3, script: version3),
        ])

    /// What a seed can tell of a user's past.
    private static let version3 = """
        ALTER TABLE users ADD COLUMN userSourceId TEXT;
        ALTER TABLE users ADD COLUMN lastLogin INTEGER;
        ALTER TABLE users ADD COLUMN loginsCount INTEGER NOT NULL DEFAULT 0;
        """

    /// Folds the case of every alphabet in the texts that are searched, of which version 1 folded ASCII only, and finds
    /// a department by its name and the one above it.
    private static let version2 = """
        DROP INDEX departments_by_name;
        CREATE INDEX departments_by_name ON departments (tenantId, name, parentKey);

        UPDATE user_texts SET usual = fold(usual), further = fold(further)
        WHERE usual <> fold(usual) OR further <> fold(further);
        INSERT INTO user_text_index (user_text_index, rowid, text)
        SELECT 'delete', userKey, json_quote(indexed) FROM user_texts_to_index
        WHERE indexed IS NOT NULL ORDER BY userKey;
        INSERT INTO user_text_index (rowid, text)
        SELECT t.key, json_quote(t.usual || char(31) || t.further)
        FROM user_texts_to_index w CROSS JOIN user_texts t ON t.key = w.userKey ORDER BY w.userKey;
        DELETE FROM user_texts_to_index;
        """

    private static let version1 = """
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

        CREATE TABLE users (
            key INTEGER PRIMARY KEY,
            userId TEXT NOT NULL UNIQUE,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            status TEXT NOT NULL,
            statusChangedAt INTEGER,
            gender TEXT NOT NULL,
            emailVerified INTEGER NOT NULL,
            phoneVerified INTEGER NOT NULL,
            userSourceType TEXT NOT NULL,
            passwordHash TEXT,
            passwordLastSetAt INTEGER,
            passwordSecurityLevel INTEGER,
            resetPasswordOnNextLogin INTEGER NOT NULL DEFAULT 0,
            mainDepartmentKey INTEGER REFERENCES departments (key) ON DELETE SET NULL,
            customData TEXT,
            tenantIds TEXT,
        \(UserAttribute.allCases.map { "    \($0.rawValue) TEXT" }.joined(separator: ",\n"))
        );
        CREATE UNIQUE INDEX users_by_email ON users (email);
        CREATE UNIQUE INDEX users_by_phone ON users (phone);
        CREATE UNIQUE INDEX users_by_username ON users (username);
        CREATE UNIQUE INDEX users_by_externalId ON users (externalId);
        CREATE INDEX users_by_mainDepartment ON users (mainDepartmentKey);
        CREATE INDEX users_by_status ON users (status, ifnull(statusChangedAt, createdAt));
        CREATE INDEX users_by_createdAt ON users (createdAt);
        CREATE INDEX users_by_updatedAt ON users (updatedAt);

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

        CREATE TABLE user_custom_values (
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value,
            PRIMARY KEY (userKey, name)
        ) WITHOUT ROWID;
        CREATE INDEX user_custom_values_by_value ON user_custom_values (name, value);
        CREATE TRIGGER users_with_customData AFTER INSERT ON users WHEN new.customData IS NOT NULL BEGIN
            INSERT OR REPLACE INTO user_custom_values
            SELECT new.key, c.key, c.value FROM json_each(new.customData) c WHERE c.value IS NOT NULL;
        END;
        CREATE TRIGGER users_with_other_customData AFTER UPDATE OF customData ON users
        WHEN new.customData IS NOT old.customData BEGIN
            DELETE FROM user_custom_values WHERE userKey = new.key;
            INSERT OR REPLACE INTO user_custom_values
            SELECT new.key, c.key, c.value FROM json_each(new.customData) c WHERE c.value IS NOT NULL;
        END;

        CREATE TABLE user_texts (
            key INTEGER PRIMARY KEY REFERENCES users (key) ON DELETE CASCADE,
            usual TEXT NOT NULL,
            further TEXT NOT NULL
        );
        CREATE TABLE user_texts_to_index (
            position INTEGER PRIMARY KEY,
            userKey INTEGER NOT NULL UNIQUE,
            indexed TEXT
        );
        CREATE VIRTUAL TABLE user_text_index USING fts5 (
            text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1');
        CREATE TRIGGER user_texts_inserted AFTER INSERT ON user_texts BEGIN
            INSERT INTO user_texts_to_index (userKey) SELECT new.key
            WHERE NOT EXISTS (SELECT 1 FROM user_texts_to_index WHERE userKey = new.key);
        END;
        CREATE TRIGGER user_texts_updated AFTER UPDATE ON user_texts BEGIN
            INSERT INTO user_texts_to_index (userKey, indexed) SELECT old.key, old.usual || char(31) || old.further
            WHERE NOT EXISTS (SELECT 1 FROM user_texts_to_index WHERE userKey = old.key);
        END;
        CREATE TRIGGER user_texts_deleted AFTER DELETE ON user_texts BEGIN
            INSERT INTO user_texts_to_index (userKey, indexed) SELECT old.key, old.usual || char(31) || old.further
            WHERE NOT EXISTS (SELECT 1 FROM user_texts_to_index WHERE userKey = old.key);
        END;

        CREATE TABLE user_identities (
            key INTEGER PRIMARY KEY,
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            identityId TEXT NOT NULL UNIQUE,
            extIdpId TEXT NOT NULL,
            provider TEXT NOT NULL,
            type TEXT NOT NULL,
            userIdInIdp TEXT NOT NULL,
            userInfoInIdp TEXT NOT NULL,
            accessToken TEXT,
            refreshToken TEXT,
            originConnIds TEXT NOT NULL
        );
        CREATE UNIQUE INDEX user_identities_by_idp ON user_identities (extIdpId, userIdInIdp, type);
        CREATE INDEX user_identities_by_user ON user_identities (userKey);

        CREATE TABLE user_sync_relations (
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            provider TEXT NOT NULL,
            userIdInIdp TEXT NOT NULL,
            userInfoInIdp TEXT NOT NULL,
            PRIMARY KEY (userKey, provider)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX user_sync_relations_by_provider ON user_sync_relations (provider, userIdInIdp);

        CREATE TABLE user_otp_secrets (
            userKey INTEGER PRIMARY KEY REFERENCES users (key) ON DELETE CASCADE,
            secret TEXT NOT NULL,
            recoveryCode TEXT
        );

        CREATE TABLE user_mfa (
            userKey INTEGER PRIMARY KEY REFERENCES users (key) ON DELETE CASCADE,
            mfaToken TEXT NOT NULL,
            mfaPhone TEXT,
            mfaPhoneCountryCode TEXT,
            mfaEmail TEXT,
            faceMfaEnabled INTEGER NOT NULL,
            totpMfaEnabled INTEGER
        );

        CREATE TABLE user_mfa_factors (
            userKey INTEGER NOT NULL REFERENCES users (key) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            mfaPolicy TEXT NOT NULL,
            status INTEGER NOT NULL,
            sort INTEGER NOT NULL,
            PRIMARY KEY (userKey, position)
        ) WITHOUT ROWID;

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
