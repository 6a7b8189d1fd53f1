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

    @Test("tells of each user who leaves, and of nobody who was no member")
    func removal() throws {
        try world.departments.members.remove(["u2", "u1", "u2"], from: inD1)
        expect([
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u2"]),
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
        ])
        try world.departments.members.remove(["u1"], from: inD1)
        expect([])
    }

    @Test("tells of a new department")
    func creation() throws {
        let made = try world.departments.create(NewDepartment(name: "new"), below: inD1)
        expect([PoolEvent(.departmentAdded, made.departmentId)])
    }

    @Test("tells of changed fields and of a move apart, and of neither when nothing is asked")
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

    @Test("tells of all that goes with a department, the deepest first")
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

    @Test("tells of a sync relation that ends, once")
    func syncRelation() throws {
        let inD2 = DepartmentReference("d2", in: "steamory")
        try world.departments.deleteSyncRelation(of: inD2, with: "lark")
        expect([PoolEvent(.departmentUpdated, "d2")])
        try world.departments.deleteSyncRelation(of: inD2, with: "lark")
        expect([])
    }

    @Test("tells of each department that a tree makes")
    func tree() throws {
        let outcome = try world.departments.createTree("Other", children: ["a", "b", "a"], tenantId: nil)
        #expect((outcome.added, outcome.found) == (3, 0))
        #expect(
            world.directory.takeEvents().map(\.name) == [
                .organizationCreated, .departmentAdded, .departmentAdded,
            ])
    }
}
