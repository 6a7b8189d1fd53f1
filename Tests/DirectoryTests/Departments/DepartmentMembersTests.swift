import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Members of departments")
struct DepartmentMembersTests {
    private let fixture: Fixture
    private let inD1 = DepartmentReference("d1", in: "steamory")
    private let inD2 = DepartmentReference("d2", in: "steamory")
    private let inRoot = DepartmentReference("root", in: "steamory")

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2", "u3", "u4")
        let root = try fixture.makeOrganization("steamory")
        let parent = try fixture.makeDepartment("d1", below: root)
        try fixture.makeDepartment("d2", below: parent)
    }

    private func add(_ userIds: [String], to reference: DepartmentReference) throws {
        try fixture.departments.members.add(userIds, to: reference)
    }

    private func ids(_ reference: DepartmentReference) throws -> [String] {
        try fixture.departments.members.ids(of: reference)
    }

    @Test("Department membership lists the member who joined last first")
    func order() throws {
        try add(["u2", "u1"], to: inD1)
        try add(["u3"], to: inD1)
        #expect(try ids(inD1) == ["u3", "u1", "u2"])
        #expect(try ids(inD2) == [])
    }

    @Test("Department membership keeps the order of joining across departments, also within one millisecond")
    func orderOfDepartments() throws {
        for reference in [inD2, inRoot, inD1] { try add(["u1"], to: reference) }
        let joined = try fixture.departments.members.departmentIds(of: fixture.users.find("u1"))
        #expect(joined == ["d2", "root-of-steamory", "d1"])
    }

    @Test("Department membership does not change for an empty list of users")
    func nobody() throws {
        try add([], to: inD1)
        #expect(try ids(inD1) == [])
        #expect(throws: DepartmentError.notFound(id: "d9")) {
            try add([], to: .init("d9", in: "steamory"))
        }
    }

    @Test("Department membership can add 500 users at once")
    func many() throws {
        let names = (1...500).map { "many-\($0)" }
        for name in names { try fixture.makeUsers(name) }
        try add(names, to: inD1)
        #expect(try ids(inD1) == names.reversed())
    }

    @Test("Department membership counts a user who is named twice, or is a member already, once")
    func duplicates() throws {
        let start = fixture.clock.now.milliseconds
        try add(["u1", "u1"], to: inD1)
        fixture.clock.advance()
        try add(["u2", "u1"], to: inD1)
        #expect(try ids(inD1) == ["u2", "u1"])
        #expect(
            try fixture.numbers("SELECT joinedAt FROM department_members ORDER BY joinOrder") == [
                start, start + 1_000,
            ])
        #expect(try fixture.departments.get(inD1).membersCount == 2)
    }

    @Test("Department membership does not change when one of the ids is unknown", arguments: [0, 1, 2])
    func unknownUser(position: Int) throws {
        var userIds = ["u1", "u2"]
        userIds.insert("nobody", at: position)
        #expect(throws: UserError.notFound(id: "nobody")) { try add(userIds, to: inD1) }
        #expect(try ids(inD1) == [])
        #expect(try fixture.users.find("u1").mainDepartmentId == nil)
    }

    @Test("Department membership makes a user's first department the main one, and leaves it so")
    func mainDepartment() throws {
        try add(["u1"], to: inD2)
        try add(["u1", "u2"], to: inD1)
        try add(["u1"], to: inRoot)
        #expect(try fixture.users.find("u1").mainDepartmentId == "d2")
        #expect(try fixture.users.find("u2").mainDepartmentId == "d1")
        #expect(try fixture.users.find("u3").mainDepartmentId == nil)
    }

    @Test("Department membership lists the departments of a user in the order of joining")
    func departmentIds() throws {
        for reference in [inD2, inRoot, inD1] {
            try add(["u1"], to: reference)
            fixture.clock.advance()
        }
        #expect(
            try fixture.departments.members.departmentIds(of: fixture.users.find("u1")) == [
                "d2", "root-of-steamory", "d1",
            ])
    }

    @Test("Department membership says whether a user belongs to a department, or to one below")
    func contains() throws {
        try add(["u1"], to: inD2)
        func contains(_ reference: DepartmentReference, _ includingChildren: Bool) throws -> Bool {
            try fixture.departments.members.contains(
                "u1", in: reference, includingChildren: includingChildren)
        }
        #expect(try contains(inD2, false) && contains(inD2, true))
        #expect(try !contains(inD1, false) && contains(inD1, true))
        #expect(try !contains(inRoot, false) && contains(inRoot, true))
        try add(["u2"], to: inRoot)
        #expect(try !fixture.departments.members.contains("u2", in: inD2, includingChildren: true))
    }

    @Test("Department membership refuses questions about users and departments that do not exist")
    func unknown() {
        let members = fixture.departments.members
        #expect(throws: UserError.notFound(id: "nobody")) {
            try members.contains("nobody", in: inD1, includingChildren: false)
        }
        #expect(throws: DepartmentError.notFound(id: "d9")) {
            try members.contains("u1", in: .init("d9", in: "steamory"), includingChildren: true)
        }
        #expect(throws: OrganizationError.notFound(code: "x")) { try ids(.init("d1", in: "x")) }
    }

    @Test(
        "Department membership keeps counts equal to the members over many random additions",
        arguments: 1...5 as ClosedRange<UInt64>)
    func counts(seed: UInt64) throws {
        let random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let userIds = (0..<random.below(4)).map { _ in
                ["u1", "u2", "u3", "u4", "nobody"][random.below(5)]
            }
            try? add(userIds, to: [inD1, inD2, inRoot][random.below(3)])
        }
        let counts = try fixture.numbers("SELECT membersCount FROM departments ORDER BY key")
        let real = try fixture.numbers(
            "SELECT (SELECT count(*) FROM department_members WHERE departmentKey = key) FROM departments ORDER BY key"
        )
        #expect(counts == real)
    }
}
