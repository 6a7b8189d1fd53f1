import PoolTestSupport
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Events of roles")
struct RoleEventsTests {
    private let fixture: Fixture
    private let editor = RoleReference("editor")
    private let id: String

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2")
        let root = try fixture.makeOrganization("o")
        try fixture.makeDepartment("d1", below: root)
        id = try fixture.roles.add(NewRole(code: "editor")).id
    }

    private func expect(_ events: [PoolEvent], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(fixture.directory.takeEvents() == events, sourceLocation: sourceLocation)
    }

    @Test("Creating, changing and deleting a role publish an event with its id")
    func changes() throws {
        expect([PoolEvent(.roleCreated, id)])
        var changes = RoleChanges()
        changes.code = "writer"
        try fixture.roles.update(editor, changes)
        expect([PoolEvent(.roleUpdated, id)])
        try fixture.roles.delete([RoleReference("writer")])
        expect([PoolEvent(.roleDeleted, id)])
    }

    @Test("Disabling a role publishes an event of its own, once")
    func disabled() throws {
        _ = fixture.directory.takeEvents()
        var changes = RoleChanges()
        changes.status = .disabled
        try fixture.roles.update(editor, changes)
        expect([PoolEvent(.roleUpdated, id), PoolEvent(.roleDisabled, id)])
        try fixture.roles.update(editor, changes)
        expect([PoolEvent(.roleUpdated, id)])
    }

    @Test(
        "Assigning and taking back publish an event for each kind of holder, with those whose roles changed")
    func assignments() throws {
        _ = fixture.directory.takeEvents()
        let all: [RoleHolder] = [.user("u1"), .department("d1"), .user("u2")]
        try fixture.roles.assignments.assign([editor], to: [.user("u2")])
        expect([PoolEvent(.roleAssigned, id, members: ["u2"])])
        try fixture.roles.assignments.assign([editor], to: all)
        expect([
            PoolEvent(.roleAssigned, id, members: ["u1"]), PoolEvent(.roleAssigned, id, members: ["d1"]),
        ])
        try fixture.roles.assignments.assign([editor], to: all)
        expect([])
        try fixture.roles.assignments.revoke([editor], from: [.user("u2"), .department("d1")])
        try fixture.roles.assignments.revoke([editor], from: [.user("u2"), .department("d1")])
        expect([
            PoolEvent(.roleUnassigned, id, members: ["u2"]), PoolEvent(.roleUnassigned, id, members: ["d1"]),
        ])
    }

    @Test("Whoever leaves loses roles with an event for each")
    func leaving() throws {
        try fixture.roles.assignments.assign([editor], to: [.user("u1"), .department("d1")])
        _ = fixture.directory.takeEvents()
        try fixture.users.delete([try fixture.users.find("u1")])
        expect([PoolEvent(.roleUnassigned, id, members: ["u1"]), PoolEvent(.userDeleted, "u1")])
        try fixture.departments.delete(DepartmentReference("d1", in: "o"))
        expect([PoolEvent(.roleUnassigned, id, members: ["d1"]), PoolEvent(.departmentDeleted, "d1")])
    }

    @Test("Deleting a namespace publishes an event for each of its roles")
    func namespace() throws {
        let namespace = try fixture.directory.namespaces.add(NewNamespace(code: "n"))
        let ids = try ["a", "b"].map { code in
            var role = NewRole(code: code)
            role.namespace = "n"
            return try fixture.roles.add(role).id
        }
        _ = fixture.directory.takeEvents()
        try fixture.directory.namespaces.delete([namespace])
        expect(ids.map { PoolEvent(.roleDeleted, $0) } + [PoolEvent(.namespaceDeleted, "n")])
    }

    @Test("Setting custom data publishes two events")
    func customData() throws {
        _ = fixture.directory.takeEvents()
        try fixture.roles.addCustomData(#"{"a": 1}"#, to: editor)
        expect([PoolEvent(.roleUpdated, id), PoolEvent(.roleCustomDataChanged, id)])
    }
}
