import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Rules of seeds")
struct SeedRulesTests {
    /// Checks that a document is refused with a path and with a reason that contains some words.
    private func expectRefusal(_ text: String, at path: String, _ words: String) throws {
        let error = try #require(throws: SeedError.self) { try SeedText.check(text) }
        guard case .invalid(file: "seed.json", let place, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(place == path)
        #expect(reason.contains(words))
        #expect("\(error)" == "seed.json: \(path): \(reason)")
    }

    @Test(
        "The seed reader refuses documents without pools",
        arguments: [
            ("[]", "(top)", "must be an object"), ("{}", "(top)", "missing or empty"),
            (#"{"userPools": []}"#, "(top)", "missing or empty"),
            (#"{"userPools": {}}"#, "userPools", "must be an array"),
            (#"{"userPools": [7]}"#, "userPools[0]", "must be an object"),
            (#"{"pools": []}"#, "pools", "unknown field"),
            (#"{"userPools": [], "userPools": []}"#, "userPools", "duplicate field"),
            (#"{"userPools": [{"name": "P"}]}"#, "userPools[0]", "id is missing"),
            (#"{"userPools": [{"id": "", "name": "P"}]}"#, "userPools[0].id", "empty"),
            (#"{"userPools": [{"id": null, "name": "P"}]}"#, "userPools[0].id", "must be a string"),
        ])
    func document(text: String, path: String, words: String) throws {
        try expectRefusal(text, at: path, words)
    }

    @Test(
        "The seed reader refuses entries of a pool that break a rule, and says where",
        arguments: [
            (#""accessKeys": [{"id": "k"}]"#, ".accessKeys[0]", "secret is missing"),
            (#""accessKeys": [{"id": "k", "secret": ""}]"#, ".accessKeys[0].secret", "empty"),
            (#""users": [{}]"#, ".users[0]", "one of userId, username, email, phone"),
            (#""users": [{"name": "Alice"}]"#, ".users[0]", "one of userId, username, email, phone"),
            (#""users": [{"userId": "u", "madeAt": "x"}]"#, ".users[0].madeAt", "unknown field"),
            (#""users": [{"userId": "u", "createdAt": "x"}]"#, ".users[0].createdAt", "must be a time"),
            (#""users": [{"userId": "u", "passwordHash": "x"}]"#, ".users[0].passwordHash", "not a password"),
            (
                #""users": [{"userId": "u", "password": "x", "passwordHash": "$scrypt$ln=1,r=8,p=1$00$00"}]"#,
                ".users[0].passwordHash", "combined with password"
            ),
            (#""users": [{"userId": "u", "otp": {}}]"#, ".users[0].otp", "secret is missing"),
            (
                #""users": [{"userId": "u", "mfa": {"applicationMfa": [{"mfaPolicy": "SMS", "sort": 1.5}]}}]"#,
                ".users[0].mfa.applicationMfa[0].sort", "whole number"
            ),
            (#""users": [{"email": "test1@qqq"}]"#, ".users[0].email", "not an e-mail address"),
            (#""users": [{"phone": "1234567890#"}]"#, ".users[0].phone", "not a phone number"),
            (#""users": [{"userId": "u", "gender": "X"}]"#, ".users[0].gender", "one of M, F, U"),
            (#""users": [{"userId": "u", "status": "activated"}]"#, ".users[0].status", "Activated"),
            (#""users": [{"userId": "u", "emailVerified": 1}]"#, ".users[0].emailVerified", "true or false"),
            (#""users": [{"userId": "u", "customData": []}]"#, ".users[0].customData", "must be an object"),
            (#""groups": [{"code": "g"}]"#, ".groups[0]", "name is missing"),
            (#""groups": [{"code": "g", "name": ""}]"#, ".groups[0].name", "empty"),
            (
                #""groups": [{"code": "g", "name": "G", "members": ["u"]}]"#, ".groups[0].members[0]",
                "no user"
            ),
            (
                #""groups": [{"code": "g", "name": "G", "members": [1]}]"#, ".groups[0].members[0]",
                "userId or username"
            ),
        ])
    func pool(members: String, path: String, words: String) throws {
        try expectRefusal(SeedText.pool(members), at: "userPools[0]\(path)", words)
    }

    private static let one =
        #"{"userId": "u1", "username": "a", "email": "a@b.c", "phone": "1", "externalId": "e"}"#

    @Test(
        "The seed reader refuses a second entry with the same key",
        arguments: [
            (#""users": [\#(one), {"userId": "u1"}]"#, ".users[1].userId"),
            (#""users": [\#(one), {"username": "a"}]"#, ".users[1].username"),
            (#""users": [\#(one), {"email": "A@B.C"}]"#, ".users[1].email"),
            (#""users": [\#(one), {"phone": "1", "phoneCountryCode": "+1"}]"#, ".users[1].phone"),
            (#""users": [\#(one), {"userId": "u2", "externalId": "e"}]"#, ".users[1].externalId"),
            (#""groups": [{"code": "g", "name": "G"}, {"code": "g", "name": "H"}]"#, ".groups[1].code"),
            (#""accessKeys": [{"id": "k", "secret": "1"}, {"id": "k", "secret": "2"}]"#, ".accessKeys[1].id"),
        ])
    func taken(members: String, path: String) throws {
        try expectRefusal(SeedText.pool(members), at: "userPools[0]\(path)", "already used")
    }

    private static let identity = #""extIdpId": "s", "provider": "lark", "userIdInIdp": "1""#

    @Test(
        "The seed reader refuses identities and sync relations that break a rule, and says where",
        arguments: [
            (
                #""identities": [{"provider": "lark", "userIdInIdp": "1"}]"#, "identities[0]",
                "extIdpId is missing"
            ),
            (
                #""identities": [{"extIdpId": "s", "userIdInIdp": "1"}]"#, "identities[0]",
                "provider is missing"
            ),
            (
                #""identities": [{"extIdpId": "a:b", "provider": "lark", "userIdInIdp": "1"}]"#,
                "identities[0].extIdpId", "must not contain \":\""
            ),
            (
                #""identities": [{\#(identity), "type": "t"}, {\#(identity), "type": "t"}]"#,
                "identities[1].userIdInIdp", "already used"
            ),
            (
                #""identities": [{\#(identity), "identityId": "i"}, {\#(identity), "type": "t", "identityId": "i"}]"#,
                "identities[1].identityId", "already used"
            ),
            (
                #""identities": [{\#(identity), "originConnIds": [""]}]"#, "identities[0].originConnIds[0]",
                "empty"
            ),
            (#""tenantIds": [7]"#, "tenantIds[0]", "must be a string"),
            (
                #""syncRelations": [{"provider": "a:b", "userIdInIdp": "1"}]"#, "syncRelations[0].provider",
                "must not contain \":\""
            ),
            (
                #""syncRelations": [{"provider": "a", "userIdInIdp": "1"}, {"provider": "a", "userIdInIdp": "2"}]"#,
                "syncRelations[1].provider", "already used"
            ),
        ])
    func relations(members: String, path: String, words: String) throws {
        let text = SeedText.pool(#""users": [{"userId": "u", \#(members)}]"#)
        try expectRefusal(text, at: "userPools[0].users[0].\(path)", words)
    }

    @Test("The seed reader refuses a second user with the same identity or counterpart")
    func foreignRelations() throws {
        for (list, object) in [
            ("identities", Self.identity), ("syncRelations", #""provider": "lark", "userIdInIdp": "1""#),
        ] {
            let user = #"{"userId": "u%", "\#(list)": [{\#(object)}]}"#
            let users = [1, 2].map { user.replacing("%", with: String($0)) }.joined(separator: ", ")
            try expectRefusal(
                SeedText.pool(#""users": [\#(users)]"#), at: "userPools[0].users[1].\(list)[0].userIdInIdp",
                "already used")
        }
    }

    @Test(
        "The seed reader refuses a second department of an organization with the same sync relation, but not of another"
    )
    func departmentRelations() throws {
        let relation = #""syncRelations": [{"provider": "lark", "userIdInIdp": "1"}]"#
        func organizations(_ first: String, _ second: String) -> String {
            let departments = [first, second].map {
                #"{"organizationCode": "\#($0)", "organizationName": "O", "departments": [{"name": "D", \#(relation)}]}"#
            }
            return SeedText.pool(#""organizations": [\#(departments.joined(separator: ", "))]"#)
        }
        try SeedText.check(organizations("a", "b"))
        let twice = #"{"name": "D", \#(relation)}, {"name": "E", \#(relation)}"#
        try expectRefusal(
            SeedText.pool(
                #""organizations": [{"organizationCode": "o", "organizationName": "O", "departments": [\#(twice)]}]"#
            ),
            at: "userPools[0].organizations[0].departments[1].syncRelations[0].userIdInIdp", "already used")
        try expectRefusal(
            SeedText.pool(
                #"""
                "organizations": [{"organizationCode": "o", "organizationName": "O", "departments": [{"name": "D",
                    "syncRelations": [{"provider": "a", "userIdInIdp": "1"}, {"provider": "a", "userIdInIdp": "2"}]}]}]
                """#),
            at: "userPools[0].organizations[0].departments[0].syncRelations[1].provider", "already used")
    }

    @Test(
        "The seed reader refuses names in other languages that break a rule, and says where",
        arguments: [
            ("{}", "", "organizationName is missing"), (#"{"name": {}}"#, ".name", "unknown field"),
            (#"{"organizationName": {"fr-FR": {}}}"#, ".organizationName.fr-FR", "unknown field"),
            (
                #"{"organizationName": {"en-US": {"enabled": true}}}"#, ".organizationName.en-US",
                "value is missing"
            ),
            (
                #"{"organizationName": {"en-US": {"enabled": 1, "value": "x"}}}"#,
                ".organizationName.en-US.enabled", "true or false"
            ),
        ])
    func translations(object: String, path: String, words: String) throws {
        let text = SeedText.pool(
            #""organizations": [{"organizationCode": "o", "organizationName": "O", "i18n": \#(object)}]"#)
        try expectRefusal(text, at: "userPools[0].organizations[0].i18n\(path)", words)
    }

    @Test(
        "The seed reader refuses departments that break a rule, and says where in the tree",
        arguments: [
            ("{}", "", "name is missing"), (#"{"name": "A", "parent": "x"}"#, ".parent", "unknown field"),
            (#"{"name": "A", "children": {}}"#, ".children", "must be an array"),
            (
                #"{"name": "A", "children": [{"name": "B", "status": "on"}]}"#, ".children[0].status",
                "true or false"
            ),
            (
                #"{"name": "A", "children": [{"name": "B", "members": ["u"]}]}"#, ".children[0].members[0]",
                "no user"
            ),
            (#"{"name": "A", "leaderUserIds": ["u"]}"#, ".leaderUserIds[0]", "no user"),
            (#"{"name": "A", "code": "o"}"#, ".code", "already used"),
            (
                #"{"name": "A", "code": "a", "children": [{"name": "B", "code": "a"}]}"#, ".children[0].code",
                "already used"
            ),
            (#"{"name": "A", "departmentId": "r"}"#, ".departmentId", "already used"),
            (
                #"{"name": "A", "syncRelations": [{"provider": "lark"}]}"#, ".syncRelations[0]",
                "userIdInIdp is missing"
            ),
        ])
    func department(object: String, path: String, words: String) throws {
        let text = SeedText.pool(
            """
            "organizations": [{"organizationCode": "o", "organizationName": "O", "departmentId": "r",
                "departments": [\(object)]}]
            """)
        try expectRefusal(text, at: "userPools[0].organizations[0].departments[0]\(path)", words)
    }

    @Test("The seed reader keeps the code of an organization unique in its tenant only")
    func organizationCodes() throws {
        func text(_ tenantId: String) -> String {
            SeedText.pool(
                """
                "organizations": [{"organizationCode": "o", "organizationName": "O"},
                    {"organizationCode": "o", "organizationName": "P"\(tenantId)}]
                """)
        }
        try SeedText.check(text(#", "tenantId": "t""#))
        try expectRefusal(text(""), at: "userPools[0].organizations[1].organizationCode", "already used")
    }

    @Test("The seed reader refuses two pools with the same id or the same access key")
    func pools() throws {
        let key = #""accessKeys": [{"id": "k", "secret": "s"}]"#
        try expectRefusal(
            SeedText.pools(SeedText.object(""), SeedText.object("")), at: "userPools[1].id", "another")
        try expectRefusal(
            SeedText.pools(SeedText.object(key), SeedText.object(key, id: "p2")),
            at: "userPools[1].accessKeys[0].id",
            "already")
    }

    @Test("The seed reader accepts ids of up to 64 characters, counted as Unicode scalars")
    func longIds() throws {
        let chinese = String(repeating: "长", count: 64)
        try SeedText.check(SeedText.pool(#""users": [{"userId": "\#(chinese)"}]"#, id: chinese))
        try expectRefusal(SeedText.pool("", id: chinese + "x"), at: "userPools[0].id", "at most 64")
    }

    @Test("The seed reader ignores a schema reference, which editors use")
    func schemaReference() throws {
        try SeedText.check(#"{"$schema": "seed.schema.json", "userPools": [\#(SeedText.object(""))]}"#)
    }
}
