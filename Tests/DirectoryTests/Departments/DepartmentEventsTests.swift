import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Events of departments")
struct DepartmentEventsTests {
    private let fixture: Fixture
    private let inD1 = DepartmentReference("d1", in: "steamory")

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2")
        let root = try fixture.makeOrganization("steamory")
        let parent = try fixture.makeDepartment("d1", below: root)
        let child = try fixture.makeDepartment("d2", below: parent)
        try fixture.makeDepartment("d3", below: root)
        try fixture.departments.addSyncRelation(
            SyncRelation(provider: "lark", userIdInIdp: "x"), to: child)
        try fixture.departments.members.add(["u1", "u2"], to: inD1)
        try fixture.departments.members.add(["u2"], to: DepartmentReference("d2", in: "steamory"))
        _ = fixture.directory.takeEvents()
    }

    private func expect(_ events: [PoolEvent], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(fixture.directory.takeEvents() == events, sourceLocation: sourceLocation)
    }

    @Test("Removing department members publishes an event only for users who were members")
    func removal() throws {
        try fixture.departments.members.remove(["u2", "u1", "u2"], from: inD1)
        expect([
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u2"]),
            PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
        ])
        try fixture.departments.members.remove(["u1"], from: inD1)
        expect([])
    }

    @Test("Creating a department publishes an event")
    func creation() throws {
        let made = try fixture.departments.create(NewDepartment(name: "new"), below: inD1)
        expect([PoolEvent(.departmentAdded, made.departmentId)])
    }

    @Test(
        "Updating a department publishes separate events for fields and for a move, and none without a change"
    )
    func update() throws {
        var changes = DepartmentChanges()
        _ = try fixture.departments.update(inD1, changes)
        expect([])
        changes.parentDepartmentId = "d3"
        _ = try fixture.departments.update(inD1, changes)
        expect([PoolEvent(.departmentMoved, "d1")])
        changes.name = "other"
        changes.parentDepartmentId = "root"
        _ = try fixture.departments.update(inD1, changes)
        expect([PoolEvent(.departmentUpdated, "d1"), PoolEvent(.departmentMoved, "d1")])
        _ = try fixture.departments.setStatus(of: "d1", to: false)
        expect([PoolEvent(.departmentUpdated, "d1")])
    }

    @Test("Deleting a department publishes an event for all that is deleted with it, the deepest first")
    func deletion() throws {
        try fixture.departments.delete(inD1)
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
        try fixture.departments.deleteSyncRelation(of: inD2, with: "lark")
        expect([PoolEvent(.departmentUpdated, "d2")])
        try fixture.departments.deleteSyncRelation(of: inD2, with: "lark")
        expect([])
    }

    @Test("Creating a department tree publishes an event for each department")
    func tree() throws {
        let outcome = try fixture.departments.createTree("Other", children: ["a", "b", "a"], tenantId: nil)
        #expect((outcome.added, outcome.found) == (3, 0))
        #expect(
            fixture.directory.takeEvents().map(\.name) == [
                .organizationCreated, .departmentAdded, .departmentAdded,
            ])
    }
}
