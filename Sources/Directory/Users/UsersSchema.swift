internal import PoolEngine
internal import SQLite

/// The tables of users.
///
/// - Rows refer to each other by integer keys; the vendor's ids have unique indexes. Columns that the API shows have
///   the API's names.
/// - The custom data of users is copied to `user_custom_values` by triggers, because an index cannot know the names of
///   the fields in advance.
/// - The texts for keyword search are copied to `user_texts`, with a trigram index (`UserTexts`).
enum UsersSchema {
    /// The migrations, by the version of the pool's file.
    static let migrations = [
        Migration(version: 1, script: version1), Migration(version: 2, script: version2),
        Migration(version: 3, script: version3),
    ]

    /// A user's history in a seed.
    private static let version3 = """
        ALTER TABLE users ADD COLUMN userSourceId TEXT;
        ALTER TABLE users ADD COLUMN lastLogin INTEGER;
        ALTER TABLE users ADD COLUMN loginsCount INTEGER NOT NULL DEFAULT 0;
        """

    /// Folds the case of every alphabet in the searched texts; version 1 only folded ASCII.
    private static let version2 = """
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
        """
}
