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

    @Test("tells of a group that was made")
    func created() throws {
        _ = try world.groups.add(group("b"))
        _ = try world.groups.createOrUpdate("c", name: "C", description: "", type: "static")
        #expect(events == [PoolEvent(.groupCreated, "b"), PoolEvent(.groupCreated, "c")])
    }

    @Test("tells of a changed group by the code it has then")
    func updated() throws {
        _ = try world.groups.createOrUpdate("a", name: "A", description: nil, type: nil)
        var changes = GroupChanges()
        changes.code = "z"
        _ = try world.groups.update("a", changes)
        #expect(events == [PoolEvent(.groupUpdated, "a"), PoolEvent(.groupUpdated, "z")])
    }

    @Test("tells of each deleted group once, and of no unknown one")
    func deleted() throws {
        try world.makeGroup("b")
        try world.groups.delete(["b", "nobody-knows", "a", "b"])
        #expect(events == [PoolEvent(.groupDeleted, "b"), PoolEvent(.groupDeleted, "a")])
    }

    @Test("tells in one event of those who were members and are none any more")
    func removed() throws {
        try world.groups.members.add(["u1", "u2"], to: "a")
        _ = events
        try world.groups.members.remove(["u3", "u2", "u1", "u2"], from: "a")
        try world.groups.members.remove(["u1"], from: "a")
        #expect(events == [PoolEvent(.groupMemberRemoved, "a", members: ["u2", "u1"])])
        #expect(try world.numbers("SELECT membersCount FROM groups") == [0])
    }

    @Test("takes nobody out when one of the users is unknown")
    func unknown() throws {
        try world.groups.members.add(["u1"], to: "a")
        _ = events
        #expect(throws: DirectoryError.userNotFound(id: "nobody")) {
            try world.groups.members.remove(["u1", "nobody"], from: "a")
        }
        #expect(events == [])
        #expect(try world.numbers("SELECT membersCount FROM groups") == [1])
    }

    @Test("refuses a code that is taken, without an event")
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
