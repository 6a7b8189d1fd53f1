import Testing

@testable import Directory
@testable import PoolEngine

/// Every operation that changes users announces each change once.
@Suite("Events of users")
struct UserEventsTests {
    private let fixture: Fixture
    private let user: User

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2")
        try fixture.makeGroup("g")
        let root = try fixture.makeOrganization("steamory")
        try fixture.makeDepartment("d1", below: root)
        try fixture.makeDepartment("d2", below: root)
        try fixture.groups.members.add(["u1"], to: "g")
        try fixture.departments.members.add(["u1"], to: DepartmentReference("d1", in: "steamory"))
        user = try fixture.users.find("u1")
        _ = fixture.directory.takeEvents()
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
        _ = try fixture.users.add(named("new"), departmentIds: ["d1", "d2", "d1"], type: .departmentId)
        #expect(
            fixture.directory.takeEvents() == [
                PoolEvent(.userCreated, "new"),
                PoolEvent(.departmentMemberAdded, "d1", members: ["new"]),
                PoolEvent(.departmentMemberAdded, "d2", members: ["new"]),
            ])
    }

    @Test("Updating a user publishes an event, and none for an update without fields")
    func update() throws {
        var changes = UserChanges()
        _ = try fixture.users.update(user, with: changes)
        #expect(fixture.directory.takeEvents() == [])
        changes.gender = .female
        changes.status = .suspended
        _ = try fixture.users.update(user, with: changes)
        #expect(fixture.directory.takeEvents() == [PoolEvent(.userUpdated, "u1")])
    }

    @Test("A change with an event of its own publishes it beside the update, and only when it is one")
    func further() throws {
        func events(_ change: (inout UserChanges) -> Void) throws -> [PoolEvent.Name] {
            var changes = UserChanges()
            change(&changes)
            _ = try fixture.users.update(try fixture.users.find("u1"), with: changes)
            return fixture.directory.takeEvents().map(\.name)
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
        let made = try fixture.users.add(new, departmentIds: [], type: .departmentId)
        _ = fixture.directory.takeEvents()
        for _ in 1...2 {
            try fixture.users.identities.link("1", of: "s", type: nil, to: "new")
        }
        #expect(fixture.directory.takeEvents() == [PoolEvent(.userAccountLinked, "new")])
        for _ in 1...2 {
            try fixture.users.identities.unlink("s", type: nil, from: "new")
            try fixture.users.deleteSyncRelation(of: made, with: "lark")
        }
        let updated = PoolEvent(.userUpdated, "new")
        #expect(fixture.directory.takeEvents() == [updated, updated])
    }

    @Test("Deleting a user publishes events for all it leaves before its own")
    func deletion() throws {
        try fixture.users.delete([user])
        #expect(fixture.directory.takeEvents() == Self.leaving + [PoolEvent(.userDeleted, "u1")])
        #expect(try fixture.numbers("SELECT membersCount FROM groups") == [0])
        #expect(try fixture.numbers("SELECT sum(membersCount) FROM departments") == [0])
    }

    @Test("A resigning user publishes events for all it leaves, only once")
    func resignation() throws {
        try fixture.users.resign([user])
        #expect(fixture.directory.takeEvents() == Self.leaving + [PoolEvent(.userResigned, "u1")])
        try fixture.users.resign([try fixture.users.find("u1")])
        #expect(fixture.directory.takeEvents() == [])
    }

    @Test(
        "Setting a user's departments publishes events for leaving, joining, leading and the main department")
    func departments() throws {
        let assignment = DepartmentAssignment(departmentId: "d2", isLeader: true, isMainDepartment: true)
        try fixture.users.setDepartments([assignment], of: user)
        #expect(
            fixture.directory.takeEvents() == [
                PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
                PoolEvent(.departmentMemberAdded, "d2", members: ["u1"]),
                PoolEvent(.departmentUpdated, "d2"),
                PoolEvent(.userUpdated, "u1"),
            ])
        try fixture.users.setDepartments([assignment], of: user)
        #expect(fixture.directory.takeEvents() == [])
    }

    @Test("A value in use by another user is refused by name and changes nothing")
    func taken() throws {
        _ = try fixture.users.add(named("new"), departmentIds: [], type: .departmentId)
        #expect(throws: UserError.valueTaken(field: "username")) {
            _ = try fixture.users.add(named("new"), departmentIds: [], type: .departmentId)
        }
    }
}
