import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Roles")
struct RolesTests {
    private let fixture: Fixture
    private let editor = RoleReference("editor")

    init() throws {
        fixture = try Fixture()
    }

    @discardableResult
    private func make(_ code: String, in namespace: String? = nil, name: String? = nil) throws -> Role {
        var role = NewRole(code: code)
        role.namespace = namespace
        role.name = name
        return try fixture.roles.add(role)
    }

    private func codes(_ keywords: String? = nil, _ page: Page = .everything) throws -> [String] {
        try fixture.roles.list(in: nil, keywords: keywords, page: page).list.map(\.code)
    }

    @Test("The role store returns what was written, with the code as the name when none is given")
    func fields() throws {
        var new = NewRole(code: "editor")
        new.description = "Edits"
        new.status = .disabled
        new.disableTime = Timestamp(milliseconds: 5)
        new.enablePermissionApply = true
        new.customData = #"{"a":1}"#
        let role = try fixture.roles.add(new)
        #expect(role.code == "editor" && role.name == "editor" && role.description == "Edits")
        #expect(role.namespace == "default" && role.namespaceName == "默认权限组")
        #expect(role.id == "000000000000000000000001" && role.customData == #"{"a":1}"#)
        #expect(role.disableTime == Timestamp(milliseconds: 5) && role.enablePermissionApply == true)
        #expect(role.createdAt == fixture.clock.now && role.setStatus == .disabled)
    }

    @Test("A code is unique in its namespace, and the same code in another one is another role")
    func namespaces() throws {
        try make("a")
        try make("a", in: "system", name: "Other")
        #expect(throws: RoleError.codeTaken("a")) { try make("a") }
        #expect(throws: RoleError.codeTaken("a")) { try make("a", in: "system") }
        #expect(try fixture.roles.get(RoleReference("a")).name == "a")
        #expect(try fixture.roles.get(RoleReference("a", in: "system")).name == "Other")
        #expect(throws: NamespaceError.notFound) { try make("a", in: "unknown") }
        #expect(throws: NamespaceError.notFound) {
            try fixture.roles.get(RoleReference("a", in: "unknown"))
        }
        #expect(throws: NamespaceError.notFound) {
            try fixture.roles.list(in: "unknown", keywords: nil, page: .everything)
        }
    }

    @Test(
        "A code has letters, digits, _ and - only, at most 64",
        arguments: [
            "额! ", " ", "", "a b", "a.b", "ä", "a\u{0}", String(repeating: "a", count: 65),
        ])
    func codes(code: String) throws {
        #expect(throws: RoleError.invalidCode(code)) { try make(code) }
        try make("a")
        var changes = RoleChanges()
        changes.code = code
        #expect(throws: RoleError.invalidCode(code)) {
            try fixture.roles.update(RoleReference("a"), changes)
        }
        try make(String(repeating: "a", count: 64))
        try make("New_manager-1")
    }

    @Test("Roles are listed newest first, page by page, with the total of all pages")
    func pages() throws {
        for number in 1...5 {
            try make("r\(number)")
            try make("r\(number)", in: "system")
        }
        #expect(try codes() == ["r5", "r4", "r3", "r2", "r1"])
        #expect(try codes("", Page(number: 2, limit: 2)) == ["r3", "r2"])
        #expect(
            try fixture.roles.list(in: nil, keywords: nil, page: Page(number: 9, limit: 2)).totalCount == 5)
    }

    @Test(
        "Roles are filtered by text in code or name in any case of letters",
        arguments: [("edit", ["b", "edit-1"]), ("EDIT", ["b", "edit-1"]), ("编辑", ["c"]), ("%", [])])
    func keywords(keywords: String, codes: [String]) throws {
        try make("edit-1", name: "One")
        try make("b", name: "All EDITors")
        try make("c", name: "编辑")
        try make("editor", in: "system")
        #expect(try self.codes(keywords) == codes)
    }

    @Test("A changed role keeps what the call does not name, and its holders, also with a new code")
    func update() throws {
        try make("editor", name: "Editors")
        try fixture.makeUsers("u1")
        try fixture.roles.assignments.assign([editor], to: [.user("u1")])
        fixture.clock.advance()
        var changes = RoleChanges()
        changes.code = "writer"
        try fixture.roles.update(editor, changes)
        let role = try fixture.roles.get(RoleReference("writer"))
        #expect(role.name == "Editors" && role.updatedAt == fixture.clock.now)
        #expect(role.createdAt < role.updatedAt)
        #expect(throws: RoleError.notFound) { try fixture.roles.get(editor) }
        #expect(throws: RoleError.notFound) { try fixture.roles.update(editor, changes) }
        let members = try fixture.roles.assignments.users(of: RoleReference("writer"), page: .everything)
        #expect(members.list.map(\.userId) == ["u1"])
    }

    @Test("A new code that another role of the namespace has is refused")
    func taken() throws {
        try make("editor")
        try make("writer")
        try make("reader", in: "system")
        var changes = RoleChanges()
        changes.code = "writer"
        #expect(throws: RoleError.codeTaken("writer")) { try fixture.roles.update(editor, changes) }
        changes.code = "editor"
        try fixture.roles.update(editor, changes)
        changes.code = "reader"
        try fixture.roles.update(editor, changes)
    }

    @Test("A role is disabled when its time comes, and enabling it removes the time")
    func disableTime() throws {
        try make("editor")
        var changes = RoleChanges()
        changes.disableTime = Timestamp(milliseconds: fixture.clock.now.milliseconds + 1_000)
        try fixture.roles.update(editor, changes)
        #expect(try fixture.roles.get(editor).status(at: fixture.clock.now) == .enabled)
        fixture.clock.advance(milliseconds: 999)
        #expect(try fixture.roles.get(editor).status(at: fixture.clock.now) == .enabled)
        fixture.clock.advance(milliseconds: 1)
        #expect(try fixture.roles.get(editor).status(at: fixture.clock.now) == .disabled)

        changes = RoleChanges()
        changes.name = "Editors"
        try fixture.roles.update(editor, changes)
        #expect(try fixture.roles.get(editor).status(at: fixture.clock.now) == .disabled)
        changes.status = .enabled
        try fixture.roles.update(editor, changes)
        #expect(try fixture.roles.get(editor).status(at: fixture.clock.now) == .enabled)
        #expect(try fixture.roles.get(editor).disableTime == nil)
    }

    @Test("Deleting roles deletes their assignments, all or none")
    func deletion() throws {
        try fixture.makeUsers("u1")
        for code in ["editor", "a", "b"] { try make(code) }
        let all = [editor, RoleReference("a"), RoleReference("b")]
        try fixture.roles.assignments.assign(all, to: [.user("u1")])
        #expect(throws: RoleError.notFound) {
            try fixture.roles.delete([editor, RoleReference("unknown")])
        }
        #expect(try codes() == ["b", "a", "editor"])
        try fixture.roles.delete([editor, RoleReference("a"), editor])
        #expect(try codes() == ["b"])
        #expect(try fixture.numbers("SELECT count(*) FROM role_users") == [1])
    }

    @Test("Custom data of a role is set value by value, and loses those of a deleted field")
    func customData() throws {
        try make("editor")
        try make("editor", in: "system")
        try fixture.roles.addCustomData(#"{"a": 1, "b": 2}"#, to: editor)
        try fixture.roles.addCustomData(#"{"a": null, "c": 3}"#, to: editor)
        #expect(try fixture.roles.get(editor).customData == #"{"b":2,"c":3}"#)
        #expect(try fixture.roles.get(RoleReference("editor", in: "system")).customData == nil)
        try fixture.directory.runHooks(
            .customFieldDeleted(of: .role), PoolHook.Subject(key: 0, id: "b"))
        #expect(try fixture.roles.get(editor).customData == #"{"c":3}"#)
    }
}
