import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Departments of a user")
struct UserDepartmentsTests {
    private let world: World

    /// Departments c, a, b made in that order, b below a; the user joins b, c, a.
    init() throws {
        world = try World()
        try world.makeUsers("u1", "u2")
        let root = try world.makeOrganization("steamory")
        func make(_ id: String, _ name: String, _ code: String?, below parent: Int64) throws -> Int64 {
            world.clock.advance()
            return try world.makeDepartment(id, below: parent) { ($0.name, $0.code) = (name, code) }
        }
        _ = try make("c", "Beta", "x", below: root)
        let above = try make("a", "Gamma", "y", below: root)
        let below = try make("b", "Alpha", nil, below: above)
        for id in ["b", "c", "a"] {
            world.clock.advance()
            try world.departments.members.add(["u1"], to: DepartmentReference(id, in: "steamory"))
        }
        try world.departments.leaders.set(try world.users.keys(of: ["u1"]), of: above)
        try world.departments.leaders.set(try world.users.keys(of: ["u2"]), of: below)
    }

    private func list(
        _ sorting: DepartmentMembers.UserDepartmentSorting = .joinDepartmentAt,
        _ order: SortOrder = .ascending,
        _ page: Page = .everything
    ) throws -> Paged<UserDepartment> {
        try world.departments.members.departments(
            of: world.users.find("u1"), sorting: sorting, order: order, page: page)
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
        let start = world.clock.now.milliseconds
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
        "The list of a user's departments gives the way from the root down to a department, with an empty code where there is none"
    )
    func path() throws {
        let members = world.departments.members
        let path = try members.path(to: try #require(try list().list.first).department)
        #expect(path.ids == ["root-of-steamory", "a", "b"])
        #expect(path.codes == ["steamory", "y", ""])
        #expect(path.names == ["STEAMORY", "Gamma", "Alpha"])
        let root = try world.departments.get(DepartmentReference("root", in: "steamory"))
        #expect(try members.path(to: root).ids == ["root-of-steamory"])
    }
}
