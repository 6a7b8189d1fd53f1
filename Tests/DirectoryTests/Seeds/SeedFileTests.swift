import Foundation
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Seed files")
struct SeedFileTests {
    private static func fixture(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../fixtures/\(name)")
            .standardized.path
    }

    /// A pool of a seed, built in memory.
    private func build(_ pool: SeedUserPool) throws -> PoolTransaction {
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: .process)
        let environment = Environment.fake()
        try pool.build(on: connection, environment: environment)
        return PoolTransaction(connection: connection, environment: environment)
    }

    @Test("The seed reader loads the samples of the public pages")
    func quickstart() throws {
        let pools = try SeedFormat.directory.read(Self.fixture("quickstart.json"))
        try SeedFormat.directory.check(pools, environment: .fake())
        let directory = try build(try #require(pools.first))
        for userId in ["6229ffaxxxxxxxxcade3e3d9", "623c20b2a062aaaaf41b17da", "623c20b2xxxxxxaaf41b17da"] {
            #expect(try directory.users.find(userId).userId == userId)
        }
        #expect(try directory.groups.get("developer").type == "static")
        for departmentId in ["60b49eb83fd80adb96f26e68", "60b49eb8xxxxxxdb96f26e68"] {
            #expect(
                try directory.departments.get(.init(departmentId, in: "steamory")).departmentId
                    == departmentId)
        }
    }

    @Test("The seed reader loads a company of 60 people in 8 groups and 3 levels of departments")
    func company() throws {
        let pools = try SeedFormat.directory.read(Self.fixture("company.json"))
        let summary = try #require(try SeedFormat.directory.check(pools, environment: .fake()).first)
        #expect(summary.text.contains("60 users, 8 groups"))
        let pool = try #require(pools.first)
        let directory = try build(pool)
        let connection = directory.connection
        let broken = try connection.all(SQL("PRAGMA foreign_key_check")) { $0.text(0) }
        #expect(broken == [])
        let wrongCounts = SQL(
            """
            SELECT name FROM groups WHERE membersCount <> (SELECT count(*) FROM group_members WHERE groupKey = key)
            UNION ALL SELECT name FROM departments
            WHERE membersCount <> (SELECT count(*) FROM department_members WHERE departmentKey = key)
            """)
        #expect(try connection.all(wrongCounts) { $0.text(0) } == [])
        let depth = SQL(
            """
            WITH RECURSIVE levels (key, level) AS (
                SELECT key, 0 FROM departments WHERE parentKey IS NULL
                UNION ALL SELECT d.key, level + 1 FROM levels l JOIN departments d ON d.parentKey = l.key)
            SELECT max(level) FROM levels
            """)
        #expect(try connection.first(depth) { $0.integer(0) } == 3)
    }

    @Test(
        "The seed reader names members by id or username, each once, leaders in order, the first department as the main one"
    )
    func members() throws {
        let text = SeedText.pool(
            """
            "users": [{"userId": "u1", "username": "alice"}, {"username": "bob"}],
            "groups": [{"code": "g", "name": "G", "members": ["bob", "u1", "alice"]}],
            "organizations": [{"organizationCode": "o", "organizationName": "O", "departments": [
                {"name": "D", "code": "d", "members": ["alice"], "leaderUserIds": ["bob", "u1", "bob"], "children": [
                    {"name": "E", "departmentId": "e", "members": ["u1", "bob"], "syncRelations": [
                        {"provider": "lark", "userIdInIdp": "od-1"}]}]}]}]
            """)
        let directory = try build(try #require(try SeedText.parse(text).first))
        let members = try directory.groups.members.list(of: "g", page: .everything).list
        #expect(members.map { $0.attributes[.username] } == ["alice", "bob"])
        let department = try directory.departments.get(.init("d", in: "o", type: .code))
        let bob = try directory.users.find("bob", type: .username)
        #expect(try directory.departments.leaders.list(of: department) == [bob.userId, "u1"])
        #expect(bob.mainDepartmentId == "e")
        #expect(try directory.users.find("u1").mainDepartmentId == department.departmentId)
        #expect(
            try directory.departments.get(.init("lark:od-1", in: "o", type: .syncRelation)).departmentId
                == "e")
    }

    @Test("The seed reader keeps custom data as the text it was given")
    func customData() throws {
        let text = SeedText.pool(#""users": [{"userId": "u", "customData": {"b": 1.50, "a": ["é"]}}]"#)
        let directory = try build(try #require(try SeedText.parse(text).first))
        #expect(try directory.users.find("u").customData == #"{"b": 1.50, "a": ["é"]}"#)
    }

    @Test("The seed reader builds trees of 100 levels")
    func deepTree() throws {
        let deep =
            String(repeating: #"{"name": "D", "children": ["#, count: 100)
            + String(repeating: "]}", count: 100)
        try SeedText.check(
            SeedText.pool(
                #""organizations": [{"organizationCode": "o", "organizationName": "O", "departments": [\#(deep)]}]"#
            ))
    }

    @Test("The seed reader says why a file cannot be read")
    func unreadable() {
        #expect(throws: SeedError.unreadable(file: "/nowhere/seed.json", reason: "No such file or directory"))
        {
            try SeedFormat.directory.read("/nowhere/seed.json")
        }
        #expect(throws: SeedError.unreadable(file: "/dev/null/seed.json", reason: "Not a directory")) {
            try SeedFormat.directory.read("/dev/null/seed.json")
        }
    }

    @Test(
        "The seed reader says where a text stops being JSON",
        arguments: [
            "", "{", #"{"userPools": [}"#, "\u{feff}{}", #"{"userPools": [{"id": "a" "name": "b"}]}"#,
        ])
    func notJSON(text: String) throws {
        let error = try #require(throws: SeedError.self) { try SeedText.parse(text) }
        guard case .notJSON(file: "seed.json", let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("line 1"))
        #expect("\(error)".hasPrefix("seed.json: not valid JSON: "))
    }
}
