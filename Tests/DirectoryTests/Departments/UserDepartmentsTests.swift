import PoolTestSupport
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Departments of a user")
struct UserDepartmentsTests {
    private let fixture: Fixture

    /// Departments c, a, b made in that order, b below a; the user joins b, c, a.
    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2")
        let root = try fixture.makeOrganization("steamory")
        func make(_ id: String, _ name: String, _ code: String?, below parent: Int64) throws -> Int64 {
            fixture.clock.advance()
            return try fixture.makeDepartment(id, below: parent) { ($0.name, $0.code) = (name, code) }
        }
        _ = try make("c", "Beta", "x", below: root)
        let above = try make("a", "Gamma", "y", below: root)
        let below = try make("b", "Alpha", nil, below: above)
        for id in ["b", "c", "a"] {
            fixture.clock.advance()
            try fixture.departments.members.add(["u1"], to: DepartmentReference(id, in: "steamory"))
        }
        try fixture.departments.leaders.set(try fixture.users.keys(of: ["u1"]), of: above)
        try fixture.departments.leaders.set(try fixture.users.keys(of: ["u2"]), of: below)
    }

    private func list(
        _ sorting: DepartmentMembers.UserDepartmentSorting = .joinDepartmentAt,
        _ order: SortOrder = .ascending,
        _ page: Page = .everything
    ) throws -> Paged<UserDepartment> {
        try fixture.departments.members.departments(
            of: fixture.users.find("u1"), sorting: sorting, order: order, page: page)
    }

    @Test(
        "The list of a user's departments sorts by each key, from either end",
        arguments: [
            (.departmentCreatedAt, ["c", "a", "b"]), (.joinDepartmentAt, ["b", "c", "a"]),
            (.departmentName, ["b", "c", "a"]), (.departmentCode, ["b", "c", "a"]),
        ] as [(DepartmentMembers.UserDepartmentSorting, [String])])
    func sorted(sorting: DepartmentMembers.UserDepartmentSorting, ids: [String]) throws {
        #expect(try list(sorting, .ascending).list.map(\.department.departmentId) == ids)
        #expect(try list(sorting, .descending).list.map(\.department.departmentId) == ids.reversed())
    }

    @Test("The list of a user's departments says which is the main one, where the user leads, and since when")
    func marks() throws {
        let departments = try list().list
        let start = fixture.clock.now.milliseconds
        #expect(departments.map(\.isMainDepartment) == [true, false, false])
        #expect(departments.map(\.isLeader) == [false, false, true])
        #expect(departments.map(\.joinedAt.milliseconds) == [start - 2_000, start - 1_000, start])
    }

    @Test("The list of a user's departments pages through the departments with the total of all pages")
    func pages() throws {
        let page = try list(.joinDepartmentAt, .ascending, Page(number: 2, limit: 2))
        #expect(page.list.map(\.department.departmentId) == ["a"])
        #expect(page.totalCount == 3)
    }

    @Test(
        "The list of a user's departments has the path from the root, with empty codes for departments without one"
    )
    func path() throws {
        let members = fixture.departments.members
        let path = try members.path(to: try #require(try list().list.first).department)
        #expect(path.ids == ["root-of-steamory", "a", "b"])
        #expect(path.codes == ["steamory", "y", ""])
        #expect(path.names == ["STEAMORY", "Gamma", "Alpha"])
        let root = try fixture.departments.get(DepartmentReference("root", in: "steamory"))
        #expect(try members.path(to: root).ids == ["root-of-steamory"])
    }
}
