import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("Custom fields of seeds")
struct SeedCustomFieldsTests {
    private static let definitions = """
        "customFields": [
            {"targetType": "USER", "key": "badge", "dataType": "STRING", "label": "Badge", "isUnique": true},
            {"targetType": "USER", "key": "age", "dataType": "NUMBER", "description": "In years"},
            {"targetType": "USER", "key": "vip", "dataType": "BOOLEAN"},
            {"targetType": "USER", "key": "since", "dataType": "DATETIME"},
            {"targetType": "USER", "key": "size", "dataType": "ENUM",
                "options": [{"value": "s", "label": "Small"}, {"value": "l"}]},
            {"targetType": "GROUP", "key": "age", "dataType": "STRING"}]
        """

    private func directory(_ more: String = "") throws -> PoolTransaction {
        let text = SeedText.pool(Self.definitions + (more.isEmpty ? "" : ", \(more)"))
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: .process)
        let environment = Environment.fake()
        try #require(try SeedText.parse(text).first).build(
            on: connection, environment: environment)
        return PoolTransaction(connection: connection, environment: environment)
    }

    private func user(_ customData: String) -> NewUser {
        var user = NewUser()
        user.customData = customData
        return user
    }

    @Test(
        "Custom fields of seeds accept values of their type, and absence",
        arguments: [
            #"{"badge": "7"}"#, #"{"age": 1.5}"#, #"{"vip": false}"#, #"{"since": "2022"}"#, #"{"since": 7}"#,
            #"{"size": "s"}"#, #"{"age": null, "other": null}"#, "{}",
        ])
    func accepted(customData: String) throws {
        let made = try directory().users.add(user(customData), departmentIds: [], type: .departmentId)
        #expect(try made.customData == CustomData.merging(customData, into: nil))
    }

    @Test(
        "Custom fields of seeds accept no other values and no other names",
        arguments: [
            (#"{"badge": 7}"#, "badge"), (#"{"age": "1"}"#, "age"), (#"{"vip": 1}"#, "vip"),
            (#"{"since": true}"#, "since"), (#"{"size": "m"}"#, "size"), (#"{"size": 1}"#, "size"),
            (#"{"age": 1, "other": 1}"#, "other"),
        ])
    func refused(customData: String, name: String) throws {
        let directory = try directory(#""users": [{"userId": "u"}]"#)
        var changes = UserChanges()
        changes.customData = customData
        for call in [
            { _ = try directory.users.add(user(customData), departmentIds: [], type: .departmentId) },
            { _ = try directory.users.update(try directory.users.find("u"), with: changes) },
        ] {
            let error = try #require(throws: CustomFieldError.self) { try call() }
            guard case .valueRefused(name: name, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("Custom fields of seeds may be unique among users, who keep their own")
    func unique() throws {
        let directory = try directory(#""users": [{"userId": "u", "customData": {"badge": "7"}}]"#)
        #expect(throws: CustomFieldError.valueTaken(name: "badge")) {
            _ = try directory.users.add(user(#"{"badge": "7"}"#), departmentIds: [], type: .departmentId)
        }
        var changes = UserChanges()
        changes.customData = #"{"badge": "7", "age": 1}"#
        _ = try directory.users.update(try directory.users.find("u"), with: changes)
        _ = try directory.users.add(user(#"{"age": 1}"#), departmentIds: [], type: .departmentId)
    }

    @Test(
        "Custom fields of seeds apply to groups and departments by their own definitions, and not at all to a target without definitions"
    )
    func otherTargets() throws {
        let directory = try directory()
        var group = NewGroup(code: "g", name: "G")
        group.customData = #"{"age": "x"}"#
        _ = try directory.groups.add(group)
        var changes = GroupChanges()
        changes.customData = #"{"vip": true}"#
        #expect(throws: CustomFieldError.self) { _ = try directory.groups.update("g", changes) }
        group.code = "h"
        group.customData = #"{"age": 1}"#
        #expect(throws: CustomFieldError.self) { _ = try directory.groups.add(group) }
        var organization = NewOrganization(organizationCode: "o", organizationName: "O")
        organization.customData = #"{"anything": []}"#
        _ = try directory.organizations.add(organization)
    }

    @Test("Custom fields of seeds are the only ones a filter can name")
    func filters() throws {
        let directory = try directory()
        var query = UserQuery()
        query.filters = [UserFilter(.customField("badge"), .isNull)]
        _ = try directory.users.list(query, page: .everything)
        query.filters = [UserFilter(.customField("bagde"), .isNull)]
        #expect(throws: CustomFieldError.notDefined(name: "bagde")) {
            _ = try directory.users.list(query, page: .everything)
        }
    }

    @Test("Custom fields of seeds are written back")
    func export() throws {
        let exported = try SeedFormat.directory.text(of: try directory().connection)
        let text = String(decoding: exported, as: UTF8.self)
        for word in ["Badge", "In years", "DATETIME", "Small", #""isUnique": true"#] {
            #expect(text.contains(word))
        }
        let connection = try Connection(path: ":memory:")
        let pool = try #require(try SeedFormat.directory.parse(exported, named: "seed").first)
        try pool.build(on: connection, environment: .fake())
        #expect(try SeedFormat.directory.text(of: connection) == exported)
    }

    private static let refusals = [
        (#""users": [{"userId": "u", "customData": {"age": "x"}}]"#, "users[0].customData.age", "NUMBER"),
        (
            #""groups": [{"code": "g", "name": "G", "customData": {"x": 1}}]"#, "groups[0].customData.x",
            "not defined"
        ),
        (
            #""users": [{"userId": "u", "customData": {"badge": "7"}}, {"userId": "v", "customData": {"badge": "7"}}]"#,
            "users[1].customData.badge", "already used"
        ),
    ]

    @Test(
        "Custom fields of seeds refuse data of the seed that does not fit, and say where", arguments: refusals
    )
    func seedData(members: String, path: String, words: String) throws {
        let error = try #require(throws: SeedError.self) { _ = try directory(members) }
        #expect("\(error)".contains("userPools[0].\(path): "))
        #expect("\(error)".contains(words))
    }

    @Test(
        "Custom fields of seeds with an invalid definition are refused, with the place",
        arguments: [
            (#"{"key": "k", "dataType": "STRING"}"#, "customFields[0]", "targetType is missing"),
            (
                #"{"targetType": "POST", "key": "k", "dataType": "STRING"}"#, "customFields[0].targetType",
                "USER"
            ),
            (
                #"{"targetType": "GROUP", "key": "k", "dataType": "STRING", "isUnique": true}"#,
                "customFields[0].isUnique", "users"
            ),
            (
                #"{"targetType": "USER", "key": "k", "dataType": "STRING"}, {"targetType": "USER", "key": "k", "dataType": "NUMBER"}"#,
                "customFields[1].key", "already used"
            ),
        ])
    func definitions(objects: String, path: String, words: String) throws {
        let error = try #require(throws: SeedError.self) {
            try SeedText.check(SeedText.pool(#""customFields": [\#(objects)]"#))
        }
        #expect("\(error)".contains("userPools[0].\(path): "))
        #expect("\(error)".contains(words))
    }
}
