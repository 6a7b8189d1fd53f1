import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Unknown values of a damaged or newer file are errors and never read as other values.
@Suite("Values in a file that are unknown")
struct UnknownValueTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        var user = NewUser()
        user.userId = "u1"
        user.attributes[.username] = "n1"
        user.customData = #"{"badge": 7}"#
        user.identities = [NewIdentity(extIdpId: "s", provider: .lark, type: "t", userIdInIdp: "1")]
        _ = try fixture.users.add(user, departmentIds: [], type: .departmentId)
    }

    private func expectUnusable(_ column: String, _ body: () throws -> Void) {
        do {
            try body()
            Issue.record("\(column) was read as something else")
        } catch let error as SQLiteError {
            #expect(error.isCorruption && error.message.contains(column), "\(error)")
            #expect(!error.description.contains("Unheard"))
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(
        "A stored user with an unknown value cannot be read",
        arguments: ["status", "gender", "userSourceType"], ["Unheard", "activated", "", "m"])
    func user(column: String, value: String) throws {
        try fixture.connection.run(SQL("UPDATE users SET \(column) = ?1"), value)
        expectUnusable("users.\(column)") { _ = try fixture.users.find("u1") }
        expectUnusable("users.\(column)") { _ = try fixture.users.find("n1", type: .username) }
        expectUnusable("users.\(column)") { _ = try fixture.users.list(UserQuery(), page: .everything) }
    }

    @Test("A stored password hash in an unknown form is refused")
    func passwordHash() throws {
        try fixture.connection.run(SQL("UPDATE users SET passwordHash = 'Unheard'"))
        let user = try fixture.users.find("u1")
        expectUnusable("users.passwordHash") { _ = try fixture.users.passwordHash(of: user) }
    }

    @Test("A stored identity of an unknown kind is refused")
    func provider() throws {
        try fixture.connection.run(SQL("UPDATE user_identities SET provider = 'Unheard'"))
        expectUnusable("user_identities.provider") {
            try fixture.users.identities.link("2", of: "s", type: nil, to: "u1")
        }
    }

    @Test("A stored custom field of an unknown type is refused, and accepts no value")
    func dataType() throws {
        try fixture.users.customFields.define(CustomField(target: .user, name: "badge", dataType: .number))
        try fixture.connection.run(SQL("UPDATE custom_fields SET dataType = 'Unheard'"))
        var changes = UserChanges()
        changes.customData = #"{"badge": 8}"#
        let user = try fixture.users.find("u1")
        expectUnusable("custom_fields.dataType") { _ = try fixture.users.update(user, with: changes) }
    }

    @Test("Stored custom data that cannot be read is refused, and not dropped")
    func customData() throws {
        try fixture.connection.execute("DROP TRIGGER users_with_other_customData")
        try fixture.connection.run(SQL("UPDATE users SET customData = '{'"))
        var changes = UserChanges()
        changes.customData = #"{"badge": 8}"#
        let user = try fixture.users.find("u1")
        expectUnusable("users.customData") { _ = try fixture.users.update(user, with: changes) }
    }

    @Test("Custom data that is nested too deeply to be read again is refused", arguments: [false, true])
    func depth(isDefined: Bool) throws {
        if isDefined {
            try fixture.users.customFields.define(CustomField(target: .user, name: "size", dataType: .string))
        }
        var changes = UserChanges()
        changes.customData =
            #"{"badge": "# + String(repeating: "[", count: 600) + String(repeating: "]", count: 600) + "}"
        let user = try fixture.users.find("u1")
        do {
            _ = try fixture.users.update(user, with: changes)
            Issue.record("it was kept")
        } catch CustomFieldError.valueRefused {}
        #expect(try fixture.users.find("u1").customData == #"{"badge":7}"#)
    }
}
