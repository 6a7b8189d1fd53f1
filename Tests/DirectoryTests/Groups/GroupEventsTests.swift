import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Events of groups")
struct GroupEventsTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2", "u3")
        try fixture.makeGroup("a")
    }

    private var events: [PoolEvent] { fixture.directory.takeEvents() }

    private func group(_ code: String) -> NewGroup { NewGroup(code: code, name: code) }

    @Test("Creating a group publishes an event")
    func created() throws {
        _ = try fixture.groups.add(group("b"))
        _ = try fixture.groups.createOrUpdate("c", name: "C", description: "", type: "static")
        #expect(events == [PoolEvent(.groupCreated, "b"), PoolEvent(.groupCreated, "c")])
    }

    @Test("Updating a group publishes an event with its new code")
    func updated() throws {
        _ = try fixture.groups.createOrUpdate("a", name: "A", description: nil, type: nil)
        var changes = GroupChanges()
        changes.code = "z"
        _ = try fixture.groups.update("a", changes)
        #expect(events == [PoolEvent(.groupUpdated, "a"), PoolEvent(.groupUpdated, "z")])
    }

    @Test("Deleting groups publishes one event for each, and none for unknown ones")
    func deleted() throws {
        try fixture.makeGroup("b")
        try fixture.groups.delete(["b", "nobody-knows", "a", "b"])
        #expect(events == [PoolEvent(.groupDeleted, "b"), PoolEvent(.groupDeleted, "a")])
    }

    @Test("Removing group members publishes one event with those who were members")
    func removed() throws {
        try fixture.groups.members.add(["u1", "u2"], to: "a")
        _ = events
        try fixture.groups.members.remove(["u3", "u2", "u1", "u2"], from: "a")
        try fixture.groups.members.remove(["u1"], from: "a")
        #expect(events == [PoolEvent(.groupMemberRemoved, "a", members: ["u2", "u1"])])
        #expect(try fixture.numbers("SELECT membersCount FROM groups") == [0])
    }

    @Test("Removing group members changes nothing when one of the users is unknown")
    func unknown() throws {
        try fixture.groups.members.add(["u1"], to: "a")
        _ = events
        #expect(throws: UserError.notFound(id: "nobody")) {
            try fixture.groups.members.remove(["u1", "nobody"], from: "a")
        }
        #expect(events == [])
        #expect(try fixture.numbers("SELECT membersCount FROM groups") == [1])
    }

    @Test("A group's code that is in use is refused, without an event")
    func taken() throws {
        try fixture.makeGroup("b")
        var changes = GroupChanges()
        changes.code = "a"
        #expect(throws: GroupError.codeTaken) { try fixture.groups.add(group("a")) }
        #expect(throws: GroupError.codeTaken) { try fixture.groups.update("b", changes) }
        #expect(throws: GroupError.notFound) { try fixture.groups.update("c", changes) }
        #expect(events == [])
    }
}
