import Foundation
import JSON
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Differences between states")
struct DifferenceTests {
    private static let seed = SeedText.pool(
        #"""
        "accessKeys": [{"id": "k", "secret": "KEYSECRET"}],
        "users": [
            {"userId": "u1", "username": "n1", "email": "a@b.c", "password": "first"},
            {"userId": "u2", "username": "n2", "otp": {"secret": "OTP-A"}}, {"userId": "u3", "customData": {}}],
        "groups": [{"code": "g", "name": "G", "members": ["u1", "u2"]}],
        "organizations": [{"organizationCode": "o", "organizationName": "O", "departments": [
            {"departmentId": "d1", "name": "D1"}, {"departmentId": "d2", "name": "D2", "members": ["u1"]}]}]
        """#)

    /// The difference as text.
    private func text(_ served: ServedPools, from: String = "seed", to: String? = nil) throws -> String {
        let from = from == "seed" ? SnapshotName.seed : try SnapshotName(from)
        let to = try to.map { try SnapshotName($0) }
        let bytes: [UInt8] = try served.wait { try served.pool.difference(from: from, to: to, then: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The difference without the tables that did not change.
    private func changes(_ text: String) throws -> [String: NSDictionary] {
        let all = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String: [Any]]])
        return all.filter { $0.value.values.contains { !$0.isEmpty } }.mapValues { $0 as NSDictionary }
    }

    private func json(_ text: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    @Test(
        "Differences between states are empty lists where nothing has happened", arguments: PoolPlace.allCases
    )
    func none(place: PoolPlace) throws {
        let served = try ServedPools(place, seed: Self.seed)
        let text = try text(served)
        #expect(try changes(text) == [:])
        #expect(text.hasPrefix(#"{"users":{"added":[],"removed":[],"changed":[]},"identities":{"#))
    }

    @Test(
        "Differences between states list what was added, removed and changed, by the vendor's ids",
        arguments: PoolPlace.allCases)
    func everything(place: PoolPlace) throws {
        let served = try ServedPools(place, seed: Self.seed)
        served.clock.advance()
        try served.run { directory in
            var user = NewUser()
            user.userId = "u0"
            user.attributes[.name] = "New"
            try directory.users.create(user)
            try directory.users.delete([try directory.users.find("u3")])
            var changes = UserChanges()
            changes.attributes[.email] = "d@e.f"
            _ = try directory.users.update(try directory.users.find("u1"), with: changes)
            try directory.groups.members.remove(["u1"], from: "g")
            try directory.groups.members.add(["u0"], to: "g")
            var department = DepartmentChanges()
            department.parentDepartmentId = "d2"
            _ = try directory.departments.update(DepartmentReference("d1", in: "o"), department)
        }
        let found = try changes(try text(served))
        let (then, now) = ("2022-07-03T02:20:30.000Z", "2022-07-03T02:20:31.000Z")
        #expect(found.keys.sorted() == ["departments", "groupMembers", "users"])
        let users = try #require(found["users"])
        #expect((users["added"] as? [[String: Any]])?.map { $0["userId"] as? String } == ["u0"])
        #expect((users["added"] as? [[String: Any]])?.first?["name"] as? String == "New")
        #expect((users["added"] as? [[String: Any]])?.first?["createdAt"] as? String == now)
        #expect((users["removed"] as? [[String: Any]])?.map { $0["userId"] as? String } == ["u3"])
        #expect(
            users["changed"] as? [NSDictionary] == [
                try json(
                    #"""
                    {"userId": "u1", "changes": {"email": {"from": "a@b.c", "to": "d@e.f"},
                     "updatedAt": {"from": "\#(then)", "to": "\#(now)"}}}
                    """#)
            ])
        #expect(
            found["groupMembers"]
                == (try json(
                    #"""
                    {"added": [{"code": "g", "userId": "u0", "joinedAt": "\#(now)"}], "changed": [],
                     "removed": [{"code": "g", "userId": "u1", "joinedAt": "\#(then)"}]}
                    """#)))
        let root = try served.run { try $0.organizations.get("o", tenantId: nil).root.departmentId }
        let moved = try #require((found["departments"]?["changed"] as? [NSDictionary])?.first)
        #expect(moved["departmentId"] as? String == "d1")
        #expect(
            (moved["changes"] as? NSDictionary)?["parentDepartmentId"] as? NSDictionary
                == (try json(#"{"from": "\#(root)", "to": "d2"}"#)))
    }

    @Test(
        "Differences between states name secrets that changed and never show them",
        arguments: PoolPlace.allCases)
    func secrets(place: PoolPlace) throws {
        let served = try ServedPools(place, seed: Self.seed)
        try served.run { directory in
            var changes = UserChanges()
            changes.password = .hashed(try PasswordHash(of: "second", random: SeededRandom(seed: 1)))
            _ = try directory.users.update(try directory.users.find("u1"), with: changes)
            try directory.users.importOtp([
                (userId: "u1", otp: OtpSecret(secret: "OTP-B", recoveryCode: "CODE")),
                (userId: "u2", otp: OtpSecret(secret: "OTP-C", recoveryCode: nil)),
            ])
            var user = NewUser()
            user.userId = "u4"
            user.password = changes.password
            user.identities = [NewIdentity(extIdpId: "s", provider: .oidc, type: "t", userIdInIdp: "1")]
            user.identities[0].accessToken = "ACCESS"
            _ = try directory.users.add(user, departmentIds: [], type: .departmentId)
        }
        let text = try text(served)
        for secret in ["scrypt", "OTP-", "CODE", "ACCESS", "KEYSECRET", "tokenSecret"] {
            #expect(!text.contains(secret), "\(secret) is shown")
        }
        let found = try changes(text)
        let changed = try #require((found["users"]?["changed"] as? [NSDictionary])?.first)
        #expect((changed["changes"] as? NSDictionary)?["password"] as? NSDictionary == [:])
        #expect(found["otpSecrets"]?["added"] as? [NSDictionary] == [["userId": "u1"]])
        #expect(
            found["otpSecrets"]?["changed"] as? [NSDictionary] == [
                try json(#"{"userId": "u2", "changes": {"secret": {}}}"#)
            ])
        #expect((found["identities"]?["added"] as? [NSDictionary])?.count == 1)
    }

    @Test("Differences between two snapshots are the same text every time, and opposite the other way round")
    func twoSnapshots() throws {
        let served = try ServedPools(seed: Self.seed)
        try served.take("a")
        try served.run { try $0.groups.members.add(["u3"], to: "g") }
        try served.take("b")
        try served.run { try $0.groups.delete(["g"]) }
        let forth = try text(served, from: "a", to: "b")
        #expect(try forth == text(served, from: "a", to: "b"))
        let (there, back) = (try changes(forth), try changes(try text(served, from: "b", to: "a")))
        #expect(there.keys.sorted() == ["groupMembers"])
        #expect(there["groupMembers"]?["added"] as? NSArray == back["groupMembers"]?["removed"] as? NSArray)
        #expect(try changes(try text(served, from: "a", to: "a")) == [:])
        #expect(throws: SnapshotError.self) { try text(served, from: "c") }
        #expect(throws: SnapshotError.self) { try text(served, from: "a", to: "c") }
    }

    @Test("Differences between states have their rows in the order of their ids, by bytes")
    func order() throws {
        let served = try ServedPools(seed: SeedText.pool(""))
        let ids = ["b", "a", "B", "10", "9", "é", "z", "aa"]
        try served.run { directory in
            for id in ids {
                var user = NewUser()
                user.userId = id
                try directory.users.create(user)
            }
        }
        let found = try changes(try text(served))
        #expect(
            (found["users"]?["added"] as? [NSDictionary])?.compactMap { $0["userId"] as? String }
                == ["10", "9", "B", "a", "aa", "b", "z", "é"])
    }

    @Test("Differences between states compare texts by their bytes")
    func forms() throws {
        let (one, two) = ("\u{e9}", "e\u{301}")
        let served = try ServedPools(
            seed: SeedText.pool(#""users": [{"userId": "u", "nickname": "\#(one)"}]"#))
        try served.run { directory in
            for id in [one, "f"] {
                var user = NewUser()
                user.userId = id
                try directory.users.create(user)
            }
        }
        try served.take("before")
        try served.run { directory in
            try directory.users.delete([try directory.users.find(one)])
            var user = NewUser()
            user.userId = two
            try directory.users.create(user)
            var changes = UserChanges()
            changes.attributes[.nickname] = two
            _ = try directory.users.update(try directory.users.find("u"), with: changes)
        }
        let users = try #require(try changes(try text(served, from: "before"))["users"])
        func bytes(_ list: String) throws -> [[UInt8]] {
            try #require(users[list] as? [[String: Any]]).map { Array(($0["userId"] as? String ?? "").utf8) }
        }
        #expect(try bytes("removed") == [Array(one.utf8)])
        #expect(try bytes("added") == [Array(two.utf8)])
        #expect(try bytes("changed") == [Array("u".utf8)])
        let changes = (users["changed"] as? [[String: Any]])?.first?["changes"] as? [String: Any]
        #expect(changes?.keys.sorted() == ["nickname"])
    }

    @Test("Differences between states are those at their turn among the jobs", arguments: PoolPlace.allCases)
    func turn(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let gate = try served.hold()
        let pool = try served.pool
        try pool.mailbox.enqueue(RecordingJob { try $0.groups.members.add(["u2"], to: "g") })
        let bytes: [UInt8] = try served.wait { completion in
            pool.difference(from: .seed, then: completion)
            try pool.mailbox.enqueue(RecordingJob { try $0.groups.members.add(["u3"], to: "g") })
            gate.signal()
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#""userId":"u2""#) && !text.contains(#""userId":"u3""#))
        #expect(try served.members() == ["u1", "u2", "u3"])
    }

    @Test("Differences between states know every column that a caller can change")
    func columns() throws {
        // Why a column is not compared: it is part of the pool's identity, a key of the database, or derived from
        // others.
        let left: [String: Set<String>] = [
            "pool": ["*"], "access_keys": ["*"], "user_custom_values": ["*"], "user_texts": ["*"],
            "user_texts_to_index": ["*"], "department_join_orders": ["*"], "groups": ["membersCount"],
            "departments": ["membersCount"], "group_members": ["joinOrder"],
            "department_members": ["joinOrder"], "custom_fields": ["isBuiltIn"], "namespaces": ["isBuiltIn"],
            "roles": ["usersCount", "departmentsCount"], "role_users": ["joinOrder"],
            "role_departments": ["joinOrder"], "data_resource_nodes": ["*"],
            "resource_grants": ["kind", "item"],
        ]
        let fixture = try Fixture()
        let columns = SQL(
            """
            SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'user_text_index%'
            """)
        let queries = PoolDefinition.directory.differences.map(\.query.text)
        for (table, column) in try fixture.connection.all(columns, read: { ($0.text(0), $0.text(1)) }) {
            if left[table]?.contains("*") == true || left[table]?.contains(column) == true || column == "key"
            {
                continue
            }
            let isRead = queries.contains { query in
                query.range(of: #"(FROM|JOIN) \#(table)\b"#, options: .regularExpression) != nil
                    && query.range(of: #"\.\#(column)\b"#, options: .regularExpression) != nil
            }
            #expect(isRead, "\(table).\(column) is not compared")
        }
    }
}
