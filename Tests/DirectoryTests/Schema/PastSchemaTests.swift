import Foundation
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Files of every schema that a released program wrote, as texts in fixtures/databases.
@Suite("Databases of past versions")
struct PastSchemaTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../fixtures/databases"
    ).standardizedFileURL

    /// The versions that have a fixture.
    private static let versions: [Int] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)) ?? []
        return names.compactMap { $0.wholeMatch(of: #/schema-(\d+)\.sql/#).flatMap { Int($0.1) } }.sorted()
    }()

    private func make(_ version: Int, at path: String) throws {
        let file = Self.fixtures.appending(path: "schema-\(version).sql")
        try Connection(path: path).execute(try String(contentsOf: file, encoding: .utf8))
    }

    private func version(of path: String) throws -> Int {
        try PoolDefinition.directory.schema.check(try Connection(path: path, mode: .readOnly))
    }

    @Test("Each past version of the database has a fixture")
    func complete() throws {
        #expect(Self.versions == Array(1...PoolDefinition.directory.schema.version))
    }

    @Test("Databases of past versions open with all their content", arguments: versions)
    func open(version: Int) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("data"), withIntermediateDirectories: false)
        try make(version, at: folder.file("data/old.sqlite"))
        let served = try ServedPools(seed: nil, in: folder)
        let pool = try #require(served.pools.accessKey(id: "FIXTURE_KEY")?.pool)
        #expect(pool.name == "Fixture" && pool.tokenSecret.count == 32)
        try served.run(on: pool) { directory in
            let user = try directory.users.find("zhangsan@example.com", type: .email)
            #expect(user.userId == "u1" && user.mainDepartmentId == "d1")
            #expect(user.loginsCount == (version < 3 ? 0 : 7) && (user.userSourceId == nil) == (version < 3))
            let owned = try directory.accessKeys.list(AccessKeyQuery()).filter { !$0.key.userId.isEmpty }
            #expect(owned.map(\.key.status) == (version < 4 ? [] : [.revoked]))
            let namespaces = try directory.namespaces.list(keywords: nil, inName: false, page: .everything)
                .list
            #expect(namespaces.map(\.code) == (version < 6 ? [] : ["team"]) + ["system", "default"])
            let roles = try directory.roles.list(of: user, in: nil)
            #expect(roles.map(\.code) == (version < 7 ? [] : ["editor"]))
            let resources = try directory.dataResources.list(keywords: nil, namespaces: [], page: .everything)
            #expect(resources.list.map(\.code) == (version < 9 ? [] : ["menu"]))
            let policies = directory.dataPolicies
            let listed = try policies.list(keywords: nil, page: .everything).list
            #expect(
                try listed.map { try policies.targets.list(of: $0).map(\.type) }
                    == (version < 10 ? [] : [[.user, .group, .role, .department]]))
            if version >= 9 {
                let answers = try policies.decisions.check(
                    user.key, may: "read", ["menu/a/b", "menu"], in: "default")
                #expect(answers == [version >= 10, false])
            }
            let common = try directory.resources.list(keyword: nil, namespaces: [], page: .everything).list
            #expect(common.map(\.code) == (version < 11 ? [] : ["books"]))
            let granted = try directory.resourceGrants.targets(
                of: "books:1", in: nil, type: nil, page: .everything)
            #expect(granted.list.map(\.type) == (version < 11 ? [] : [.department, .role, .group, .user]))
            #expect(try directory.users.identities.list(of: user).map(\.identityId) == ["i1"])
            #expect(try directory.users.otp(of: user)?.secret == "OTPSECRET")
            let members = try directory.groups.members.list(of: "developer", page: .everything)
            #expect(members.list.map(\.userId).sorted() == ["u1", "u3"])
            let department = DepartmentReference("d1", in: "steamory")
            #expect(try directory.departments.members.ids(of: department).sorted() == ["u1", "u3"])
            var query = UserQuery()
            query.keywords = "example.com"
            query.searched = [try #require(UserColumn.named("email"))]
            #expect(try directory.users.list(query, page: .everything).list.map(\.userId) == ["u1"])
            try directory.groups.members.add(["u2"], to: "empty")
        }
        #expect(try served.isWhole(pool))
        served.pools.close()
        #expect(
            try self.version(of: folder.file("data/old.sqlite")) == PoolDefinition.directory.schema.version)
    }

    @Test("A snapshot of a past version can be compared with, and returned to", arguments: versions)
    func snapshot(version: Int) throws {
        let served = try ServedPools()
        try served.take("old")
        let path = served.folder.file("data/snapshots/p1/old.sqlite")
        try FileManager.default.removeItem(atPath: path)
        try make(version, at: path)
        let old = try SnapshotName("old")
        let difference: [UInt8] = try served.wait { try served.pool.difference(from: old, then: $0) }
        #expect(String(decoding: difference, as: UTF8.self).contains("zhangsan@example.com"))
        try served.restore("old")
        #expect(try served.run { try $0.users.find("u1").attributes[.username] } == "zhangsan")
        #expect(try served.run { try PoolIdentity(of: $0.connection) } == served.pool.identity)
        #expect(try served.isWhole())
    }

    @Test(
        "Databases of past versions are exported unchanged, while another program writes them",
        arguments: versions)
    func export(version: Int) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("data"), withIntermediateDirectories: false)
        try make(version, at: folder.file("data/old.sqlite"))
        let before = try folder.contents()
        let exported = try SeedFormat.directory.texts(ofPools: [], in: folder.file("data"))
        #expect(try folder.contents() == before)

        let writer = try Connection(path: folder.file("data/old.sqlite"))
        try writer.configure(durability: .process)
        try writer.execute("UPDATE users SET nickname = 'later' WHERE userId = 'u1'")
        let later = try SeedFormat.directory.texts(ofPools: [], in: folder.file("data"))
        #expect(String(decoding: later[0], as: UTF8.self).contains("\"nickname\": \"later\""))
        #expect(try self.version(of: folder.file("data/old.sqlite")) == version)

        try make(version, at: folder.file("migrated.sqlite"))
        let migrated = try Connection(path: folder.file("migrated.sqlite"))
        try PoolDefinition.directory.schema.migrate(migrated)
        #expect(try exported == [SeedFormat.directory.text(of: migrated)])
    }

    @Test(
        "Databases of past versions are searched in every alphabet, though the first version folded ASCII only"
    )
    func folding() throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("data"), withIntermediateDirectories: false)
        try make(1, at: folder.file("data/old.sqlite"))
        // What the first version stored: one text that its index knows, one that waits to be indexed.
        try Connection(path: folder.file("data/old.sqlite")).execute(
            """
            UPDATE users SET name = 'O''CONNÉR' WHERE userId = 'u1';
            UPDATE users SET nickname = 'ИВАН' WHERE userId = 'u2';
            UPDATE user_texts SET usual = usual || char(31) || 'o''connÉr'
            WHERE key = (SELECT key FROM users WHERE userId = 'u1');
            INSERT INTO user_text_index (user_text_index, rowid, text)
            SELECT 'delete', userKey, json_quote(indexed) FROM user_texts_to_index WHERE indexed IS NOT NULL;
            INSERT INTO user_text_index (rowid, text)
            SELECT t.key, json_quote(t.usual || char(31) || t.further)
            FROM user_texts_to_index w JOIN user_texts t ON t.key = w.userKey;
            DELETE FROM user_texts_to_index;
            UPDATE user_texts SET usual = usual || char(31) || 'ИВАН'
            WHERE key = (SELECT key FROM users WHERE userId = 'u2');
            """)
        let served = try ServedPools(seed: nil, in: folder)
        let pool = try #require(served.pools.accessKey(id: "FIXTURE_KEY")?.pool)
        try served.run(on: pool) { directory in
            for _ in 0..<2 {
                for (keywords, userId) in [
                    ("o'connér", "u1"), ("CONNÉR", "u1"), ("иван", "u2"), ("ИВА", "u2"),
                ] {
                    var query = UserQuery()
                    query.keywords = keywords
                    query.searched = ["name", "nickname"].compactMap(UserColumn.named)
                    #expect(try directory.users.list(query, page: .everything).list.map(\.userId) == [userId])
                }
                try directory.users.texts.index()
            }
        }
        #expect(try served.isWhole(pool))
        served.pools.close()
    }

    @Test("Databases of past versions stay as they are when a step fails", arguments: versions)
    func failingStep(version: Int) throws {
        let path = folder.file("old.sqlite")
        try make(version, at: path)
        let known = PoolDefinition.directory.schema
        let broken = Migration(
            version: known.version + 1, script: "DELETE FROM users; CREATE TABLE t (a); CREATE TABLE t (a);")
        let schema = Schema(applicationId: known.applicationId, migrations: known.migrations + [broken])
        #expect(throws: SQLiteError.self) { try schema.migrate(try Connection(path: path)) }
        #expect(try self.version(of: path) == known.version)
        let users = SQL("SELECT count(*) FROM users")
        #expect(try Connection(path: path, mode: .readOnly).first(users) { $0.integer(0) } == 3)
    }

    @Test("Schema steps that were released never change: past databases become what they became before")
    func frozen() throws {
        let definitions = SQL("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        func schema(of connection: Connection) throws -> [String] {
            try connection.all(definitions) { "\($0.text(0)): \($0.text(1))" }
        }
        for version in Self.versions {
            let path = folder.file("\(version).sqlite")
            try make(version, at: path)
            let made = try Connection(path: ":memory:")
            let known = PoolDefinition.directory.schema
            try Schema(
                applicationId: known.applicationId, migrations: Array(known.migrations.prefix(version))
            ).migrate(made)
            #expect(try schema(of: made) == schema(of: try Connection(path: path, mode: .readOnly)))
        }
    }
}
