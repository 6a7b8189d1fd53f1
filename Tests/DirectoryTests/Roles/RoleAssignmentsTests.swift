import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Assignments of roles")
struct RoleAssignmentsTests {
    private let fixture: Fixture
    private let editor = RoleReference("editor")

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2", "u3")
        let root = try fixture.makeOrganization("o")
        let d1 = try fixture.makeDepartment("d1", below: root)
        try fixture.makeDepartment("d2", below: d1)
        for code in ["editor", "reader"] { _ = try fixture.roles.add(NewRole(code: code)) }
    }

    private var assignments: RoleAssignments { fixture.roles.assignments }

    private func users(_ page: Page = .everything) throws -> [String] {
        try assignments.users(of: editor, page: page).list.map(\.userId)
    }

    private func departments() throws -> [String] {
        try assignments.departments(of: editor, page: .everything).list.map(\.departmentId)
    }

    private func roles(of userId: String) throws -> [String] {
        try fixture.roles.list(of: try fixture.users.find(userId), in: nil).map(\.code)
    }

    private func hasEditor(_ userId: String) throws -> Bool {
        try fixture.roles.hasAny([editor], try fixture.users.find(userId))
    }

    /// The stored counts of users and departments of a role.
    private func counts() throws -> [Int64] {
        try fixture.numbers("SELECT usersCount * 100 + departmentsCount FROM roles WHERE code = 'editor'")
    }

    private func moment(_ seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: fixture.clock.now.milliseconds + seconds * 1_000)
    }

    @Test("A role has those it is assigned to, the latest first, each once")
    func assign() throws {
        try assignments.assign([editor], to: [.user("u1"), .department("d2"), .user("u2"), .user("u1")])
        try assignments.assign([editor], to: [.user("u3"), .user("u1"), .department("d1")])
        #expect(try users() == ["u3", "u2", "u1"])
        #expect(try users(Page(number: 2, limit: 2)) == ["u1"])
        #expect(try users(Page(number: 3, limit: 2)) == [])
        #expect(try departments() == ["d1", "d2"])
        #expect(try counts() == [302])
    }

    @Test("A role is taken back from those who hold it, and others are ignored")
    func revoke() throws {
        try assignments.assign(
            [editor, RoleReference("reader")], to: [.user("u1"), .user("u2"), .department("d1")])
        for _ in 0..<2 {
            try assignments.revoke([editor], from: [.user("u2"), .user("u3"), .department("d1")])
            #expect(try users() == ["u1"])
            #expect(try departments() == [])
            #expect(try counts() == [100])
        }
        #expect(try roles(of: "u2") == ["reader"])
    }

    @Test("Nothing is assigned or taken when one of the roles or holders is unknown")
    func unknown() throws {
        try assignments.assign([editor], to: [.user("u1")])
        func expect(_ error: some Error & Equatable, _ roles: [RoleReference], _ holders: [RoleHolder]) {
            #expect(throws: error) { try assignments.assign(roles, to: holders) }
            #expect(throws: error) { try assignments.revoke(roles, from: holders) }
        }
        expect(RoleError.notFound, [editor, RoleReference("x")], [.user("u1")])
        expect(NamespaceError.notFound, [editor, RoleReference("x", in: "x")], [.user("u1")])
        expect(UserError.notFound(id: "x"), [editor], [.user("u1"), .user("x")])
        expect(DepartmentError.notFound(id: "x"), [editor], [.user("u1"), .department("x")])
        #expect(try users() == ["u1"])
        #expect(try counts() == [100])
    }

    @Test("A department's role is that of its direct members, each role once, newest role first")
    func departments_() throws {
        let inD1 = DepartmentReference("d1", in: "o")
        try fixture.departments.members.add(["u1"], to: inD1)
        try fixture.departments.members.add(["u2"], to: DepartmentReference("d2", in: "o"))
        try assignments.assign([editor], to: [.department("d1"), .user("u1")])
        try assignments.assign([RoleReference("reader")], to: [.user("u1")])
        #expect(try roles(of: "u1") == ["reader", "editor"])
        #expect(try roles(of: "u2") == [])
        #expect(try users() == ["u1"])
        try assignments.revoke([editor], from: [.user("u1")])
        #expect(try roles(of: "u1") == ["reader", "editor"])
        #expect(try users() == [])
        try fixture.departments.members.remove(["u1"], from: inD1)
        #expect(try roles(of: "u1") == ["reader"])
    }

    @Test("An assignment counts from its first to its last time, and is listed as an assignment always")
    func times() throws {
        try assignments.assign([editor], to: [.user("u1")])
        try assignments.assign(
            [editor], to: [.user("u2"), .department("d1")],
            times: RoleAssignmentTimes(enableTime: moment(1), endTime: moment(3)))
        try fixture.departments.members.add(["u3"], to: DepartmentReference("d1", in: "o"))
        for second in 0..<5 {
            let isActive = (1...2).contains(second)
            #expect(try users() == (isActive ? ["u2", "u1"] : ["u1"]))
            #expect(try users(Page(number: 2, limit: 1)) == (isActive ? ["u1"] : []))
            #expect(try assignments.users(of: editor, page: .everything).totalCount == (isActive ? 2 : 1))
            #expect(try departments() == (isActive ? ["d1"] : []))
            #expect(
                try assignments.departments(of: editor, page: .everything).totalCount == (isActive ? 1 : 0))
            #expect(try roles(of: "u2") == (isActive ? ["editor"] : []))
            #expect(try roles(of: "u3") == (isActive ? ["editor"] : []))
            #expect(try hasEditor("u2") == isActive && hasEditor("u3") == isActive)
            #expect(try hasEditor("u1"))
            let all = try assignments.list(
                of: try fixture.roles.get(editor), ofUsers: true, ofDepartments: true, page: .everything)
            #expect(all.totalCount == 3)
            #expect(
                all.list.map { $0.times.isActive(at: fixture.clock.now) } == [isActive, true, isActive])
            fixture.clock.advance()
        }
    }

    @Test("Assigning again replaces the times, and keeps the time and the order of assigning")
    func newTimes() throws {
        try assignments.assign([editor], to: [.user("u1")])
        let start = fixture.clock.now
        fixture.clock.advance()
        try assignments.assign([editor], to: [.user("u2")])
        try assignments.assign(
            [editor], to: [.user("u1")], times: RoleAssignmentTimes(endTime: moment(5)))
        #expect(try users() == ["u2", "u1"])
        let role = try fixture.roles.get(editor)
        let all = try assignments.list(of: role, ofUsers: true, ofDepartments: true, page: .everything).list
        #expect(all.map(\.createdAt) == [fixture.clock.now, start])
        #expect(all.map(\.updatedAt) == [fixture.clock.now, fixture.clock.now])
        fixture.clock.advance(milliseconds: 5_000)
        #expect(try users() == ["u2"])
        try assignments.assign([editor], to: [.user("u1")])
        #expect(try users() == ["u2", "u1"])
        #expect(try counts() == [200])
    }

    @Test("A disabled role is listed, and is no role that a user has")
    func disabled() throws {
        try assignments.assign([editor], to: [.user("u1")])
        var changes = RoleChanges()
        changes.status = .disabled
        try fixture.roles.update(editor, changes)
        #expect(try roles(of: "u1") == ["editor"] && users() == ["u1"])
        #expect(try !hasEditor("u1"))
        changes.status = .enabled
        changes.disableTime = moment(1)
        try fixture.roles.update(editor, changes)
        #expect(try hasEditor("u1"))
        fixture.clock.advance()
        #expect(try !hasEditor("u1"))
    }

    @Test("A user has any of some roles, of which unknown ones are held by no user")
    func hasAny() throws {
        let user = try fixture.users.find("u1")
        try assignments.assign([editor], to: [.user("u1")])
        let unknown = [RoleReference("x"), RoleReference("editor", in: "x"), RoleReference("reader")]
        #expect(try !fixture.roles.hasAny(unknown, user))
        #expect(try fixture.roles.hasAny(unknown + [editor], user))
        #expect(try !fixture.roles.hasAny([RoleReference("editor", in: "system")], user))
    }

    @Test("Assignments are listed users first, across the pages, by kind of holder")
    func list() throws {
        try assignments.assign([editor], to: [.department("d1"), .department("d2")])
        try assignments.assign(
            [editor], to: ["u1", "u2", "u3"].map { .user($0) },
            times: RoleAssignmentTimes(endTime: moment(1)))
        let role = try fixture.roles.get(editor)
        func list(_ page: Page, users: Bool = true, departments: Bool = true) throws -> [Bool] {
            try assignments.list(of: role, ofUsers: users, ofDepartments: departments, page: page).list.map {
                $0.times.endTime != nil
            }
        }
        #expect(try list(.everything) == [true, true, true, false, false])
        #expect(try list(Page(number: 1, limit: 2)) == [true, true])
        #expect(try list(Page(number: 2, limit: 2)) == [true, false])
        #expect(try list(Page(number: 3, limit: 2)) == [false])
        #expect(try list(Page(number: 4, limit: 2)) == [])
        #expect(try list(.everything, departments: false) == [true, true, true])
        #expect(try list(.everything, users: false) == [false, false])
        #expect(try list(Page(number: 2, limit: 1), users: false) == [false])
    }

    @Test("Users who leave and deleted departments lose their roles")
    func leaving() throws {
        try assignments.assign(
            [editor, RoleReference("reader")],
            to: [.user("u1"), .user("u2"), .user("u3"), .department("d1"), .department("d2")])
        try fixture.users.delete([try fixture.users.find("u1")])
        try fixture.users.resign([try fixture.users.find("u2")])
        #expect(try users() == ["u3"] && roles(of: "u2") == [])
        #expect(try counts() == [102])
        try fixture.departments.delete(DepartmentReference("d1", in: "o"))
        #expect(try departments() == [])
        #expect(try counts() == [100])
        try fixture.organizations.delete("o", tenantId: nil)
        #expect(try fixture.numbers("SELECT count(*) FROM role_departments") == [0])
    }
}
