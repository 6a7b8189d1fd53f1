import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Events of departments")
struct DepartmentEventsTests {
    private let world: World
    private let inD1 = DepartmentReference("d1", in: "steamory")

    init() throws {
        world = try World()
        try world.makeUsers("u1", "u2")
        let root = try world.makeOrganization("steamory")
        let parent = try world.makeDepartment("d1", below: root)
        let child = try world.makeDepartment("d2", below: parent)
        try world.makeDepartment("d3", below: root)
        try world.departments.addSyncRelation(
            SyncRelation(provider: "lark", userIdInIdp: "x"), to: child)
        try world.departments.members.add(["u1", "u2"], to: inD1)
        try world.departments.members.add(["u2"], to: DepartmentReference("d2", in: "steamory"))
        _ = world.directory.takeEvents()
    }

    private func expect(_ events: [PoolEvent], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(world.directory.takeEvents() == events, sourceLocation: sourceLocation)
    }

    @Test("Removing department members publishes an event only for users who were members")
    func removal() throws {
        try world.departments.members.remove(["u2", "u1", "u2"], from: inD1)
        expect([
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u2"]),
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
        ])
        try world.departments.members.remove(["u1"], from: inD1)
        expect([])
    }

    @Test("Creating a department publishes an event")
    func creation() throws {
        let made = try world.departments.create(NewDepartment(name: "new"), below: inD1)
        expect([PoolEvent(.departmentAdded, made.departmentId)])
    }

    @Test(
        "Updating a department publishes separate events for fields and for a move, and none without a change"
    )
    func update() throws {
        var changes = DepartmentChanges()
        _ = try world.departments.update(inD1, changes)
        expect([])
        changes.parentDepartmentId = "d3"
        _ = try world.departments.update(inD1, changes)
        expect([PoolEvent(.departmentMoved, "d1")])
        changes.name = "other"
        changes.parentDepartmentId = "root"
        _ = try world.departments.update(inD1, changes)
        expect([PoolEvent(.departmentUpdated, "d1"), PoolEvent(.departmentMoved, "d1")])
        _ = try world.departments.setStatus(of: "d1", to: false)
        expect([PoolEvent(.departmentUpdated, "d1")])
    }

    @Test("Deleting a department publishes an event for all that is deleted with it, the deepest first")
    func deletion() throws {
        try world.departments.delete(inD1)
        expect([
            PoolEvent(.departmentMemberRemoved, "d2", members: ["u2"]),
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u2"]),
            PoolEvent(.departmentDeleted, "d2"),
            PoolEvent(.departmentDeleted, "d1"),
        ])
    }

    @Test("Ending a department's sync relation publishes one event")
    func syncRelation() throws {
        let inD2 = DepartmentReference("d2", in: "steamory")
        try world.departments.deleteSyncRelation(of: inD2, with: "lark")
        expect([PoolEvent(.departmentUpdated, "d2")])
        try world.departments.deleteSyncRelation(of: inD2, with: "lark")
        expect([])
    }

    @Test("Creating a department tree publishes an event for each department")
    func tree() throws {
        let outcome = try world.departments.createTree("Other", children: ["a", "b", "a"], tenantId: nil)
        #expect((outcome.added, outcome.found) == (3, 0))
        #expect(
            world.directory.takeEvents().map(\.name) == [
                .organizationCreated, .departmentAdded, .departmentAdded,
            ])
    }
}
