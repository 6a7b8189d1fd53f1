import Foundation
import Locking
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Compares an export with the seed of the pool: only this detects a field that is neither read nor exported.
@Suite("Exported seeds")
struct SeedExportInputTests {
    /// Every field of the schema, each with a value that is not the one it has without.
    private static let everything = #"""
        {"userPools": [{"id": "p", "name": "P", "createdAt": "2020-01-01T00:00:00.000Z",
        "accessKeys": [{"id": "k1", "secret": "s1"}, {"id": "k2", "secret": "s2", "userId": "u1", "tenantId": "t1",
            "type": "tenant", "createdAt": "2021-01-01T00:00:00.000Z", "enable": false}],
        "customFields": [
            {"targetType": "USER", "key": "badge", "dataType": "STRING", "label": "L", "description": "D", "isUnique": true,
                "i18n": {"label": {"en-US": {"enabled": true, "value": "E"}}}, "encrypted": true, "userEditable": true,
                "visibleInAdminConsole": false, "visibleInUserCenter": false, "desensitization": true,
                "validateRules": [{"type": "UNIQUE", "error": null}], "appIds": ["a"], "createdAt": "2021-01-01T00:00:00.000Z"},
            {"targetType": "USER", "key": "nickname", "dataType": "STRING", "label": "Nick"},
            {"targetType": "ROLE", "key": "any", "dataType": "OBJECT"},
            {"targetType": "GROUP", "key": "kind", "dataType": "ENUM", "options": [{"value": "v", "label": "V"}, {"value": "w"}]}],
        "users": [
            {"userId": "u1", "username": "one", "email": "one@example.com", "phone": "18800000000",
            "phoneCountryCode": "+86", "externalId": "e1", "status": "Suspended", "name": "N", "nickname": "NN",
            "givenName": "G", "middleName": "M", "familyName": "F", "preferredUsername": "PU", "mainDepartmentId": "d2",
            "gender": "F", "birthdate": "2000-01-01", "photo": "ph", "profile": "pr", "website": "w", "company": "c",
            "emailVerified": true, "phoneVerified": true, "identityNumber": "1", "country": "CN", "region": "R",
            "province": "P", "city": "C", "address": "A", "streetAddress": "SA", "postalCode": "1", "formatted": "f",
            "zoneinfo": "Asia/Shanghai", "locale": "zh-CN", "browser": "b", "device": "d",
            "passwordHash": "$scrypt$ln=12,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U",
            "resetPasswordOnNextLogin": true, "otp": {"secret": "S", "recoveryCode": "RC"},
            "mfa": {"mfaToken": "t", "mfaPhone": "2", "mfaPhoneCountryCode": "+1", "mfaEmail": "m@example.com",
                "faceMfaEnabled": true, "totpMfaEnabled": false,
                "applicationMfa": [{"mfaPolicy": "SMS", "status": 1, "sort": 2}]},
            "createdAt": "2021-01-01T00:00:00.001Z", "updatedAt": "2021-01-02T00:00:00.000Z",
            "statusChangedAt": "2021-01-03T00:00:00.000Z", "passwordLastSetAt": "2021-01-04T00:00:00.000Z",
            "lastLogin": "2021-01-05T00:00:00.000Z", "loginsCount": 42, "userSourceType": "excel",
            "userSourceId": "sheet", "customData": {"badge": "7"}, "tenantIds": ["t1", "t2"],
            "identities": [{"identityId": "i1", "extIdpId": "s1", "provider": "wechat", "type": "openid",
                "userIdInIdp": "x", "userInfoInIdp": {"a": 1}, "accessToken": "at", "refreshToken": "rt",
                "originConnIds": ["c1"]}],
            "syncRelations": [{"provider": "lark", "userIdInIdp": "ou", "userInfoInIdp": {"b": [2]}}]},
            {"userId": "u2", "mainDepartmentId": "root", "passwordLastSetAt": "2021-02-01T00:00:00.000Z"}, {"userId": "u3", "mainDepartmentId": "d1"}],
        "groups": [{"id": "g1", "code": "g", "name": "G", "description": "D", "type": "dynamic",
            "customData": {"kind": "v"}, "createdAt": "2021-03-01T00:00:00.000Z",
            "updatedAt": "2021-03-02T00:00:00.000Z",
            "members": ["u3", {"user": "u1", "joinedAt": "2021-03-03T00:00:00.000Z"}, "u2"]}],
        "organizations": [{"organizationCode": "o", "organizationName": "O", "description": "D", "departmentId": "root",
            "openDepartmentId": "open", "tenantId": "t", "status": false,
            "i18n": {"organizationName": {"zh-CN": {"enabled": true, "value": "组"}, "en-US": {"enabled": false, "value": ""},
                "zh-TW": {"enabled": true, "value": "a"}, "ja-JP": {"enabled": true, "value": "b"}}},
            "leaderUserIds": ["u2", "u1"], "customData": {"a": null},
            "createdAt": "2021-04-01T00:00:00.000Z", "updatedAt": "2021-04-02T00:00:00.000Z",
            "members": [{"user": "u1", "joinOrder": 3}, {"user": "u2", "joinedAt": "2021-04-03T00:00:00.000Z"}],
            "departments": [
                {"departmentId": "d1", "name": "D1", "members": [{"user": "u1", "joinOrder": 2}, "u3"]},
                {"departmentId": "d2", "name": "D2", "description": "DD", "code": "c", "openDepartmentId": "od",
                "customId": "cu", "syncRelations": [{"provider": "ldap", "userIdInIdp": "1"}], "isVirtualNode": true,
                "status": false, "i18n": {"name": {"zh-CN": {"enabled": true, "value": "部"}}},
                "leaderUserIds": ["u3"], "customData": {"b": 1.5},
                "createdAt": "2021-05-01T00:00:00.000Z", "updatedAt": "2021-05-02T00:00:00.000Z",
                "members": [{"user": "u1", "joinedAt": "2021-05-03T00:00:00.000Z", "joinOrder": 1}],
                "children": [{"departmentId": "d3", "name": "D3"}]}]}],
        "namespaces": [{"id": 7, "code": "ns", "name": "NS", "description": "D", "status": false,
            "createdAt": "2021-06-01T00:00:00.000Z", "updatedAt": "2021-06-02T00:00:00.000Z"}],
        "roles": [{"id": "r1", "code": "editor", "namespace": "ns", "name": "Editors", "description": "D",
            "status": "DISABLE", "disableTime": "2021-07-01T00:00:00.000Z", "enablePermissionApply": true,
            "createdAt": "2021-07-02T00:00:00.000Z", "updatedAt": "2021-07-03T00:00:00.000Z",
            "customData": {"any": 2},
            "users": [{"user": "u1", "enableTime": "2021-07-04T00:00:00.000Z",
                "endTime": "2021-07-05T00:00:00.000Z", "createdAt": "2021-07-06T00:00:00.000Z",
                "updatedAt": "2021-07-07T00:00:00.000Z"}],
            "departments": [{"department": "d3", "enableTime": "2021-07-08T00:00:00.000Z",
                "endTime": "2021-07-09T00:00:00.000Z", "createdAt": "2021-07-10T00:00:00.000Z",
                "updatedAt": "2021-07-11T00:00:00.000Z"}]}],
        "webhooks": [{"webhookId": "w1", "name": "W", "url": "http://localhost:3000/hook?a=b", "events": ["a", "b"],
            "contentType": "application/x-www-form-urlencoded", "enabled": false, "secret": "s",
            "retryConfig": {"enabled": true, "count": 0, "delay": 5, "delayUnit": "Second"},
            "createdAt": "2021-08-01T00:00:00.000Z", "updatedAt": "2021-08-02T00:00:00.000Z"}],
        "dataResources": [{"id": "dr1", "code": "menu", "namespace": "ns", "name": "Menu", "description": "D",
            "struct": [{"code": "a", "name": "A"}], "actions": ["read"],
            "createdAt": "2021-08-01T00:00:00.000Z", "updatedAt": "2021-08-02T00:00:00.000Z"}],
        "dataPolicies": [{"policyId": "dp1", "name": "Readers", "description": "D",
            "statements": [{"effect": "DENY", "permissions": ["ns/menu/a/read", "ns/menu/gone/*"]}],
            "createdAt": "2021-08-03T00:00:00.000Z", "updatedAt": "2021-08-04T00:00:00.000Z",
            "targets": [{"type": "ROLE", "id": "r1", "authorizedAt": "2021-08-05T00:00:00.000Z"}]}],
        "resources": [{"id": "rs1", "code": "books", "namespace": "ns", "name": "Books", "description": "D",
            "type": "API", "actions": [{"name": "read", "description": "Reads"}], "apiIdentifier": "/books",
            "linkedToTenant": true, "createdAt": "2021-08-03T00:00:00.000Z", "updatedAt": "2021-08-04T00:00:00.000Z"}],
        "resourceGrants": [{"namespace": "ns", "targetType": "ROLE", "targetIdentifier": "editor", "resource": "books:1",
            "resourceType": "API", "actions": ["read"], "effect": "DENY", "createdAt": "2021-08-03T00:00:00.000Z",
            "updatedAt": "2021-08-04T00:00:00.000Z"}]}]}
        """#

    private func build(_ text: String) throws -> Connection {
        let connection = try Connection(path: ":memory:")
        let pool = try #require(try SeedText.parse(text).first)
        try pool.build(on: connection, environment: .fake())
        return connection
    }

    private func object(_ text: some Sequence<UInt8>) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text)) as? NSDictionary)
    }

    @Test("Exported seeds lose nothing that the schema knows")
    func lossless() throws {
        let exported = try SeedFormat.directory.text(of: try build(Self.everything))
        #expect(
            try object(exported) == (try object(Self.everything.utf8)),
            "\(String(decoding: exported, as: UTF8.self))")
    }

    @Test("An export reports each entry that it has counted, and ends with all of them")
    func progress() throws {
        let reports = Lock<[[Int]]>([])
        _ = try SeedFormat.directory.text(of: try build(Self.everything)) { done, all in
            reports.withLock { $0.append([done, all]) }
        }
        let found = reports.withLock(\.self)
        let all = try #require(found.last?[1])
        #expect(found.allSatisfy { $0[1] == all } && found.last?[0] == all)
        #expect(found.map { $0[0] } == found.map { $0[0] }.sorted() && found.count > 10)
    }

    @Test(
        "Exported seeds are tested with every field of the schema but a plain password, of which only the hash is kept"
    )
    func complete() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let url = folder.appending(path: "../../../fixtures/seed.schema.json").standardized
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        var missing: [String: Set<String>] = [:]
        func visit(_ value: Any, _ rule: [String: Any], _ name: String) throws {
            var (rule, name) = (rule, name)
            while let reference = rule["$ref"] as? String {
                name = String(reference.dropFirst("#/$defs/".count))
                rule = try #require(definitions[name])
            }
            if let properties = rule["properties"] as? [String: [String: Any]],
                let object = value as? [String: Any]
            {
                missing[name, default: Set(properties.keys)].subtract(object.keys)
                for (member, value) in object {
                    if let rule = properties[member] { try visit(value, rule, "\(name).\(member)") }
                }
            }
            if let items = rule["items"] as? [String: Any], let array = value as? [Any] {
                let choices = items["anyOf"] as? [[String: Any]] ?? [items]
                for element in array {
                    let isObject = element is [String: Any]
                    let rule = choices.first { !isObject || $0["$ref"] != nil } ?? items
                    try visit(element, rule, name)
                }
            }
        }
        try visit(try object(Self.everything.utf8), schema, "top")
        #expect(missing.filter { !$0.value.isEmpty } == ["user": ["password"]])
        #expect(missing.count > 12)
    }

    @Test("Exported seeds keep the order in which users joined departments, over the whole pool")
    func joinOrder() throws {
        let connection = try build(Self.everything)
        let order = SQL(
            """
            SELECT u.userId || ' ' || d.departmentId FROM department_members m JOIN users u ON u.key = m.userKey
            JOIN departments d ON d.key = m.departmentKey ORDER BY m.joinOrder
            """)
        let joined = try connection.all(order) { $0.text(0) }
        #expect(joined == ["u1 d2", "u1 d1", "u1 root", "u2 root", "u3 d1"])
        let last = SQL("SELECT last FROM department_join_orders")
        #expect(try connection.first(last) { $0.integer(0) } == 5)
    }

    @Test("Exported seeds with two members at the same offset of a department's order are refused")
    func takenPlace() throws {
        let members = #"[{"user": "u1", "joinOrder": 4}, {"user": "u2", "joinOrder": 4}]"#
        let seed = SeedText.pool(
            #""users": [{"userId": "u1"}, {"userId": "u2"}], "organizations": [{"organizationCode": "o", "organizationName": "O", "members": \#(members)}]"#
        )
        let error = #expect(throws: SeedError.self) { try SeedText.check(seed) }
        #expect(
            error.map { "\($0)" }?.contains("organizations[0].members[1].joinOrder: is already used") == true)
    }

    @Test(
        "Exported seeds state one time for everything without a time of its own, so that a new pool's export has few times"
    )
    func oneMoment() throws {
        let text =
            #"{"userPools": [{"id": "p", "name": "P", "users": [{"userId": "u", "password": "x"}], "groups": [{"code": "g", "name": "G", "members": ["u"]}]}]}"#
        let connection = try Connection(path: ":memory:")
        let clock = SteppingClock()
        let pool = try #require(try SeedText.parse(text).first)
        let fake = Environment.fake()
        try pool.build(
            on: connection, environment: Environment(clock: clock, random: fake.random, ids: fake.ids))
        let exported = String(decoding: try SeedFormat.directory.text(of: connection), as: UTF8.self)
        #expect(exported.components(separatedBy: "createdAt").count == 2)
        for member in ["updatedAt", "joinedAt", "passwordLastSetAt"] { #expect(!exported.contains(member)) }
    }
}

/// A clock that advances by a second each time it is read.
private final class SteppingClock: WallClock {
    private let clock = FakeClock()

    var now: Timestamp {
        clock.advance()
        return clock.now
    }
}
