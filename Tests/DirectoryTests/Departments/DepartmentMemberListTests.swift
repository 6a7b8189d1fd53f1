import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Listing members of departments")
struct DepartmentMemberListTests {
    private let fixture: Fixture

    /// A tree `root > d1 > d2`; users made in the order u1 to u5, joining in another one.
    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2", "u3", "u4", "u5")
        let root = try fixture.makeOrganization("steamory")
        let parent = try fixture.makeDepartment("d1", below: root)
        try fixture.makeDepartment("d2", below: parent)
        for (user, department) in [
            ("u3", "d1"), ("u1", "d1"), ("u5", "d2"), ("u4", "root"), ("u3", "d2"), ("u2", "d1"),
        ] {
            try fixture.departments.members.add([user], to: DepartmentReference(department, in: "steamory"))
            fixture.clock.advance()
        }
    }

    private func list(
        _ department: String, _ sorting: DepartmentMembers.Sorting, _ order: SortOrder,
        _ includingChildren: Bool,
        _ page: Page = .everything
    ) throws -> Paged<User> {
        try fixture.departments.members.list(
            of: DepartmentReference(department, in: "steamory"),
            .init(sorting: sorting, order: order, includingChildren: includingChildren, page: page))
    }

    @Test(
        "A list of department members sorts direct members and those below, each user once, by either key and from either end",
        arguments: [
            ("d1", .byDefault, .ascending, false, ["u1", "u2", "u3"]),
            ("d1", .byDefault, .descending, false, ["u3", "u2", "u1"]),
            ("d1", .joinDepartmentAt, .ascending, false, ["u3", "u1", "u2"]),
            ("d1", .joinDepartmentAt, .descending, false, ["u2", "u1", "u3"]),
            ("d1", .byDefault, .ascending, true, ["u1", "u2", "u3", "u5"]),
            ("d1", .byDefault, .descending, true, ["u5", "u3", "u2", "u1"]),
            ("d1", .joinDepartmentAt, .ascending, true, ["u1", "u5", "u3", "u2"]),
            ("d1", .joinDepartmentAt, .descending, true, ["u2", "u3", "u5", "u1"]),
            ("root", .joinDepartmentAt, .ascending, true, ["u1", "u5", "u4", "u3", "u2"]),
            ("root", .byDefault, .ascending, false, ["u4"]),
            ("d2", .byDefault, .ascending, true, ["u3", "u5"]),
        ] as [(String, DepartmentMembers.Sorting, SortOrder, Bool, [String])])
    func sorted(
        department: String, sorting: DepartmentMembers.Sorting, order: SortOrder, includingChildren: Bool,
        users: [String]
    ) throws {
        let listed = try list(department, sorting, order, includingChildren)
        #expect(listed.list.map(\.userId) == users)
        #expect(listed.totalCount == users.count)
    }

    @Test(
        "A list of department members can be sorted by fields of the users, as in newer SDKs",
        arguments: [
            (.userId, ["u1", "u2", "u3", "u5"]), (.createdAt, ["u5", "u1", "u3", "u2"]),
            (.updatedAt, ["u5", "u2", "u3", "u1"]),
        ] as [(DepartmentMembers.Sorting, [String])])
    func sortedByUsers(sorting: DepartmentMembers.Sorting, users: [String]) throws {
        let times: [(id: String, createdAt: Int64, updatedAt: Int64)] = [
            ("u1", 2, 9), ("u2", 4, 6), ("u3", 3, 7), ("u5", 1, 5),
        ]
        for (id, createdAt, updatedAt) in times {
            try fixture.connection.run(
                SQL("UPDATE users SET createdAt = ?2, updatedAt = ?3 WHERE userId = ?1"), id, createdAt,
                updatedAt)
        }
        #expect(try list("d1", sorting, .ascending, true).list.map(\.userId) == users)
        #expect(try list("d1", sorting, .descending, true).list.map(\.userId) == users.reversed())
        let direct = try list("d1", sorting, .ascending, false)
        #expect(direct.list.map(\.userId) == users.filter { $0 != "u5" })
        #expect(direct.totalCount == 3)
    }

    @Test(
        "A list of department members has the same entries page by page as in one piece",
        arguments: DepartmentMembers.Sorting.allCases,
        [(SortOrder.ascending, true), (.descending, false), (.ascending, false)])
    func pages(sorting: DepartmentMembers.Sorting, variant: (order: SortOrder, includingChildren: Bool))
        throws
    {
        let whole = try list("d1", sorting, variant.order, variant.includingChildren)
        var paged: [String] = []
        for number in 1...3 {
            let page = try list(
                "d1", sorting, variant.order, variant.includingChildren, Page(number: number, limit: 2))
            #expect(page.totalCount == whole.totalCount)
            paged += page.list.map(\.userId)
        }
        #expect(paged == whole.list.map(\.userId))
    }

    @Test("A list of department members refuses an unknown department")
    func unknown() {
        #expect(throws: DepartmentError.notFound(id: "d9")) {
            try list("d9", .byDefault, .ascending, true)
        }
    }
}
