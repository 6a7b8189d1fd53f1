import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Events of groups")
struct GroupEventsTests {
    private let world: World

    init() throws {
        world = try World()
        try world.makeUsers("u1", "u2", "u3")
        try world.makeGroup("a")
    }

    private var events: [PoolEvent] { world.directory.takeEvents() }

    private func group(_ code: String) -> NewGroup { NewGroup(code: code, name: code) }

    @Test("Creating a group publishes an event")
    func created() throws {
        _ = try world.groups.add(group("b"))
        _ = try world.groups.createOrUpdate("c", name: "C", description: "", type: "static")
        #expect(events == [PoolEvent(.groupCreated, "b"), PoolEvent(.groupCreated, "c")])
    }

    @Test("Updating a group publishes an event with its new code")
    func updated() throws {
        _ = try world.groups.createOrUpdate("a", name: "A", description: nil, type: nil)
        var changes = GroupChanges()
        changes.code = "z"
        _ = try world.groups.update("a", changes)
        #expect(events == [PoolEvent(.groupUpdated, "a"), PoolEvent(.groupUpdated, "z")])
    }

    @Test("Deleting groups publishes one event for each, and none for unknown ones")
    func deleted() throws {
        try world.makeGroup("b")
        try world.groups.delete(["b", "nobody-knows", "a", "b"])
        #expect(events == [PoolEvent(.groupDeleted, "b"), PoolEvent(.groupDeleted, "a")])
    }

    @Test("Removing group members publishes one event with those who were members")
    func removed() throws {
        try world.groups.members.add(["u1", "u2"], to: "a")
        _ = events
        try world.groups.members.remove(["u3", "u2", "u1", "u2"], from: "a")
        try world.groups.members.remove(["u1"], from: "a")
        #expect(events == [PoolEvent(.groupMemberRemoved, "a", members: ["u2", "u1"])])
        #expect(try world.numbers("SELECT membersCount FROM groups") == [0])
    }

    @Test("Removing group members changes nothing when one of the users is unknown")
    func unknown() throws {
        try world.groups.members.add(["u1"], to: "a")
        _ = events
        #expect(throws: DirectoryError.userNotFound(id: "nobody")) {
            try world.groups.members.remove(["u1", "nobody"], from: "a")
        }
        #expect(events == [])
        #expect(try world.numbers("SELECT membersCount FROM groups") == [1])
    }

    @Test("A group's code that is in use is refused, without an event")
    func taken() throws {
        try world.makeGroup("b")
        var changes = GroupChanges()
        changes.code = "a"
        #expect(throws: DirectoryError.groupCodeTaken) { try world.groups.add(group("a")) }
        #expect(throws: DirectoryError.groupCodeTaken) { try world.groups.update("b", changes) }
        #expect(throws: DirectoryError.groupNotFound) { try world.groups.update("c", changes) }
        #expect(events == [])
    }
}
