import Testing

@testable import Directory
@testable import PoolEngine

/// Every operation that changes users announces each change once.
@Suite("Events of users")
struct UserEventsTests {
    private let world: World
    private let user: User

    init() throws {
        world = try World()
        try world.makeUsers("u1", "u2")
        try world.makeGroup("g")
        let root = try world.makeOrganization("steamory")
        try world.makeDepartment("d1", below: root)
        try world.makeDepartment("d2", below: root)
        try world.groups.members.add(["u1"], to: "g")
        try world.departments.members.add(["u1"], to: DepartmentReference("d1", in: "steamory"))
        user = try world.users.find("u1")
        _ = world.directory.takeEvents()
    }

    private func named(_ username: String) -> NewUser {
        var user = NewUser()
        user.userId = username
        user.attributes[.username] = username
        return user
    }

    private static let leaving = [
        PoolEvent(.groupMemberRemoved, "g", members: ["u1"]),
        PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
    ]

    @Test("Creating a user publishes events for the user and its departments")
    func creation() throws {
        _ = try world.users.add(named("new"), departmentIds: ["d1", "d2", "d1"], type: .departmentId)
        #expect(
            world.directory.takeEvents() == [
                PoolEvent(.userCreated, "new"),
                PoolEvent(.departmentMemberAdded, "d1", members: ["new"]),
                PoolEvent(.departmentMemberAdded, "d2", members: ["new"]),
            ])
    }

    @Test("Updating a user publishes an event, and none for an update without fields")
    func update() throws {
        var changes = UserChanges()
        _ = try world.users.update(user, with: changes)
        #expect(world.directory.takeEvents() == [])
        changes.gender = .female
        changes.status = .suspended
        _ = try world.users.update(user, with: changes)
        #expect(world.directory.takeEvents() == [PoolEvent(.userUpdated, "u1")])
    }

    @Test("A change with an event of its own publishes it beside the update, and only when it is one")
    func further() throws {
        func events(_ change: (inout UserChanges) -> Void) throws -> [PoolEvent.Name] {
            var changes = UserChanges()
            change(&changes)
            _ = try world.users.update(try world.users.find("u1"), with: changes)
            return world.directory.takeEvents().map(\.name)
        }
        #expect(try events { $0.status = .archived } == [.userUpdated, .userArchived])
        #expect(try events { $0.status = .archived } == [.userUpdated])
        #expect(try events { $0.status = .activated } == [.userUpdated, .userUnarchived])
        #expect(try events { $0.emailVerified = true } == [.userUpdated, .userEmailVerified])
        #expect(try events { $0.emailVerified = true } == [.userUpdated])
        #expect(try events { $0.customData = #"{"a": 1}"# } == [.userUpdated, .userCustomDataChanged])
        #expect(try events { $0.customData = #"{"a": 1}"# } == [.userUpdated])
    }

    @Test("Linking an identity publishes an event once; unlinking it or ending a relation updates the user")
    func relations() throws {
        var new = named("new")
        new.syncRelations = [SyncRelation(provider: "lark", userIdInIdp: "1")]
        let made = try world.users.add(new, departmentIds: [], type: .departmentId)
        _ = world.directory.takeEvents()
        for _ in 1...2 {
            try world.users.identities.link("1", of: "s", type: nil, to: "new")
        }
        #expect(world.directory.takeEvents() == [PoolEvent(.userAccountLinked, "new")])
        for _ in 1...2 {
            try world.users.identities.unlink("s", type: nil, from: "new")
            try world.users.deleteSyncRelation(of: made, with: "lark")
        }
        let updated = PoolEvent(.userUpdated, "new")
        #expect(world.directory.takeEvents() == [updated, updated])
    }

    @Test("Deleting a user publishes events for all it leaves before its own")
    func deletion() throws {
        try world.users.delete([user])
        #expect(world.directory.takeEvents() == Self.leaving + [PoolEvent(.userDeleted, "u1")])
        #expect(try world.numbers("SELECT membersCount FROM groups") == [0])
        #expect(try world.numbers("SELECT sum(membersCount) FROM departments") == [0])
    }

    @Test("A resigning user publishes events for all it leaves, only once")
    func resignation() throws {
        try world.users.resign([user])
        #expect(world.directory.takeEvents() == Self.leaving + [PoolEvent(.userResigned, "u1")])
        try world.users.resign([try world.users.find("u1")])
        #expect(world.directory.takeEvents() == [])
    }

    @Test(
        "Setting a user's departments publishes events for leaving, joining, leading and the main department")
    func departments() throws {
        let assignment = DepartmentAssignment(departmentId: "d2", isLeader: true, isMainDepartment: true)
        try world.users.setDepartments([assignment], of: user)
        #expect(
            world.directory.takeEvents() == [
                PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
                PoolEvent(.departmentMemberAdded, "d2", members: ["u1"]),
                PoolEvent(.departmentUpdated, "d2"),
                PoolEvent(.userUpdated, "u1"),
            ])
        try world.users.setDepartments([assignment], of: user)
        #expect(world.directory.takeEvents() == [])
    }

    @Test("A value in use by another user is refused by name and changes nothing")
    func taken() throws {
        _ = try world.users.add(named("new"), departmentIds: [], type: .departmentId)
        #expect(throws: DirectoryError.valueTaken(field: "username")) {
            _ = try world.users.add(named("new"), departmentIds: [], type: .departmentId)
        }
    }
}
