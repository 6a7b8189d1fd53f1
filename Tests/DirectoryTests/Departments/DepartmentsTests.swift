import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Departments")
struct DepartmentsTests {
    private let fixture: Fixture
    private let root: Int64

    init() throws {
        fixture = try Fixture()
        root = try fixture.makeOrganization("steamory", tenantId: "t1")
    }

    private func get(_ id: String) throws -> Department {
        try fixture.departments.get(departmentId: id, tenantId: nil)
    }

    @Test("The department store returns what was written, with the organization and the parent")
    func fields() throws {
        let parent = try fixture.makeDepartment("d1", below: root) { $0.code = "one" }
        try fixture.makeDepartment("d2", below: parent) {
            $0.openDepartmentId = "open"
            $0.description = "Below"
            $0.isVirtualNode = true
            $0.status = false
            $0.customData = #"{"a":1}"#
        }
        let department = try get("d2")
        #expect(department.name == "D2" && department.description == "Below" && department.code == nil)
        #expect(department.organizationCode == "steamory" && department.tenantId == "t1")
        #expect(department.parentDepartmentId == "d1" && department.parentDepartmentCode == "one")
        #expect(department.openDepartmentId == "open" && department.customData == #"{"a":1}"#)
        #expect(department.isVirtualNode && !department.status && !department.isRoot)
        #expect(department.createdAt == fixture.clock.now && department.updatedAt == fixture.clock.now)
        #expect(department.membersCount == 0 && !department.hasChildren)
        #expect(try get("d1").hasChildren)
    }

    @Test("The department store sees the root as a department without a parent")
    func rootDepartment() throws {
        let department = try get("root-of-t1steamory")
        #expect(department.isRoot && department.parentDepartmentId == nil && department.code == "steamory")
    }

    @Test("The department store finds a department of any organization, in the given tenant")
    func anyOrganization() throws {
        try fixture.makeDepartment("d1", below: root)
        #expect(try fixture.departments.get(departmentId: "d1", tenantId: "t1").departmentId == "d1")
        #expect(throws: DepartmentError.notFound(id: "d1")) {
            try fixture.departments.get(departmentId: "d1", tenantId: "t2")
        }
        #expect(throws: DepartmentError.notFound(id: "d9")) { try get("d9") }
    }

    @Test("The department store keeps ids unique in the pool, and codes and other ids in their organization")
    func unique() throws {
        let other = try fixture.makeOrganization("other")
        try fixture.makeDepartment("d1", below: root) {
            ($0.code, $0.openDepartmentId, $0.customId) = ("a", "b", "c")
        }
        try fixture.makeDepartment("d2", below: other) {
            ($0.code, $0.openDepartmentId, $0.customId) = ("a", "b", "c")
        }
        func violation(_ change: (inout NewDepartment) -> Void) -> String? {
            do {
                try fixture.makeDepartment("d3", below: root, change: change)
                return nil
            } catch let error as SQLiteError {
                return error.violatedColumns.last
            } catch {
                return "\(error)"
            }
        }
        #expect(violation { $0.departmentId = "d2" } == "departments.departmentId")
        #expect(violation { $0.code = "a" } == "departments.code")
        #expect(violation { $0.code = "steamory" } == "departments.code")
        #expect(violation { $0.openDepartmentId = "b" } == "departments.openDepartmentId")
        #expect(violation { $0.customId = "c" } == "departments.customId")
        #expect(violation { _ in } == nil)
    }

    @Test("The department store keeps a department's leaders in the order they were given")
    func leaders() throws {
        try fixture.makeUsers("u1", "u2", "u3")
        let key = try fixture.makeDepartment("d1", below: root)
        try fixture.departments.leaders.set(try fixture.users.keys(of: ["u3", "u1"]), of: key)
        #expect(try fixture.departments.leaders.list(of: get("d1")) == ["u3", "u1"])
    }

    @Test("The department store lists the organizations of a tenant or of the pool itself, the newest first")
    func organizations() throws {
        try fixture.makeOrganization("a")
        try fixture.makeOrganization("b")
        try fixture.connection.execute("UPDATE departments SET status = 0 WHERE code = 'a'")
        func codes(_ tenantId: String?, _ status: Bool?) throws -> [String] {
            let listed = try fixture.organizations.list(tenantId: tenantId, status: status, page: .everything)
            #expect(listed.totalCount == listed.list.count)
            return listed.list.compactMap(\.root.code)
        }
        #expect(try codes(nil, nil) == ["b", "a"])
        #expect(try codes("", true) == ["b"])
        #expect(try codes(nil, false) == ["a"])
        #expect(try codes("t1", nil) == ["steamory"])
        #expect(try codes("t2", nil) == [])
        let page = try fixture.organizations.list(tenantId: nil, status: nil, page: Page(number: 2, limit: 1))
        #expect(page.list.map(\.root.code) == ["a"] && page.totalCount == 2)
    }

    @Test("The department store keeps the code of an organization unique in its tenant")
    func organizationCode() throws {
        try fixture.makeOrganization("steamory")
        let error = try #require(throws: SQLiteError.self) {
            try fixture.organizations.create(
                NewOrganization(organizationCode: "steamory", organizationName: "Again"))
        }
        #expect(error.violatedColumns == ["departments.tenantId", "departments.code"])
    }
}
