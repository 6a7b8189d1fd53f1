import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// The search uses different plans for few and for many members, with the same result.
@Suite("Searching members of departments")
struct DepartmentMemberSearchTests {
    private let fixture: Fixture
    private static let many = 1_200

    /// A tree `root > d1 > d2`; every user in d1, every third one in d2 also, later and in another order.
    init() throws {
        fixture = try Fixture()
        let root = try fixture.makeOrganization("steamory")
        let parent = try fixture.makeDepartment("d1", below: root)
        let child = try fixture.makeDepartment("d2", below: parent)
        var keys: [Int64] = []
        for number in 0..<Self.many {
            var user = NewUser()
            user.attributes[.nickname] = "Nick \(number % 10)"
            user.attributes[.name] = "name of \(number)"
            user.attributes[.identityNumber] = "secret \(number)"
            keys.append(try fixture.users.create(user))
        }
        try fixture.departments.members.add(keys: keys, to: parent)
        for key in keys.reversed() where key % 3 == 0 {
            if key % 9 == 0 { fixture.clock.advance() }
            try fixture.departments.members.add(keys: [key], to: child)
        }
    }

    /// The ids of the members found by reading everything.
    private func scan(_ keywords: String, _ departments: String) throws -> [String] {
        try fixture.connection.all(
            SQL(
                """
                SELECT u.userId FROM department_members m JOIN users u ON u.key = m.userKey
                JOIN departments d ON d.key = m.departmentKey
                WHERE d.departmentId IN (\(departments)) AND (instr(lower(u.name), ?1) OR instr(lower(u.nickname), ?1))
                GROUP BY u.key ORDER BY max(m.joinOrder) DESC
                """), keywords
        ) { $0.text(0) }
    }

    @Test(
        "A search for department members finds the same members in the same order, however many match",
        arguments: [
            ("name", 1_200), ("nick 3", 120), ("name of 7", 111), ("of 77", 11), ("of 777", 1), ("7", 309),
            ("of", 1_200), ("secret", 0), ("nobody", 0),
        ], [true, false])
    func found(expected: (keywords: String, count: Int), isIndexed: Bool) throws {
        if isIndexed { try fixture.users.texts.index() }
        let page = Page.everything
        for (department, below, departments) in [
            ("d1", false, "'d1'"), ("d2", false, "'d2'"), ("d1", true, "'d1', 'd2'"), ("d2", true, "'d2'"),
        ] {
            let reference = DepartmentReference(department, in: "steamory")
            let found = try fixture.departments.members.search(
                expected.keywords.uppercased(), in: reference, includingChildren: below, page: page)
            #expect(
                try found.list.map(\.userId) == scan(expected.keywords, departments),
                "\(department) \(below)")
            if department == "d1" { #expect(found.totalCount == expected.count) }
        }
    }

    @Test("A search for department members has the same entries page by page as in one piece")
    func pages() throws {
        let reference = DepartmentReference("d1", in: "steamory")
        for below in [false, true] {
            let whole = try fixture.departments.members.search(
                "nick 3", in: reference, includingChildren: below, page: .everything)
            var paged: [String] = []
            for number in 1...4 {
                let page = try fixture.departments.members.search(
                    "nick 3", in: reference, includingChildren: below, page: Page(number: number, limit: 50))
                #expect(page.totalCount == 120)
                paged += page.list.map(\.userId)
            }
            #expect(paged == whole.list.map(\.userId))
        }
    }
}
