import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Events of organizations")
struct OrganizationEventsTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1")
        let root = try fixture.makeOrganization("acme")
        try fixture.makeDepartment("d1", below: root)
        try fixture.departments.members.add(["u1"], to: DepartmentReference("d1", in: "acme"))
        _ = fixture.directory.takeEvents()
    }

    private var events: [PoolEvent] { fixture.directory.takeEvents() }

    @Test("Creating an organization publishes an event for its root")
    func created() throws {
        let made = try fixture.organizations.add(
            NewOrganization(organizationCode: "b", organizationName: "B"))
        #expect(events == [PoolEvent(.organizationCreated, made.root.departmentId)])
    }

    @Test("Updating an organization publishes an event for every change")
    func updated() throws {
        _ = try fixture.organizations.update("acme", tenantId: nil, OrganizationChanges())
        try fixture.organizations.setStatus(ofRoot: "root-of-acme", to: false)
        try fixture.organizations.setStatus(ofRoot: "root-of-acme", to: nil)
        let event = PoolEvent(.organizationUpdated, "root-of-acme")
        #expect(events == [event, event])
    }

    @Test("Deleting an organization publishes the events of memberships and departments before its own")
    func deleted() throws {
        try fixture.organizations.delete("acme", tenantId: nil)
        #expect(
            events == [
                PoolEvent(.departmentMemberRemoved, "d1", members: ["u1"]),
                PoolEvent(.departmentDeleted, "d1"),
                PoolEvent(.organizationDeleted, "root-of-acme"),
            ])
        #expect(try fixture.numbers("SELECT count(*) FROM departments") == [0])
    }
}
