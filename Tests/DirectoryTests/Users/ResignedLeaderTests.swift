import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Leaders who resign")
struct ResignedLeaderTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2", "u3")
        let root = try fixture.makeOrganization("o")
        let parent = try fixture.makeDepartment("d1", below: root)
        try fixture.makeDepartment("d2", below: parent)
    }

    private func leaders(_ id: String) throws -> [String] {
        try fixture.departments.leaders.list(
            of: try fixture.departments.get(DepartmentReference(id, in: "o")))
    }

    private func lead(_ id: String, _ leaders: [String]) throws {
        var changes = DepartmentChanges()
        changes.leaderUserIds = leaders
        _ = try fixture.departments.update(DepartmentReference(id, in: "o"), changes)
    }

    @Test(
        "Users who resign are no longer leaders of any department, whether they were members or not",
        arguments: [[], ["d1"], ["d1", "d2", "root"]])
    func resigned(memberOf departments: [String]) throws {
        for id in departments {
            try fixture.departments.members.add(["u2"], to: DepartmentReference(id, in: "o"))
        }
        for id in ["root", "d1", "d2"] { try lead(id, ["u1", "u2", "u3"]) }
        try fixture.users.resign([try fixture.users.find("u2")])
        for id in ["root", "d1", "d2"] { #expect(try leaders(id) == ["u1", "u3"]) }
        #expect(try fixture.numbers("SELECT count(*) FROM department_leaders") == [6])
        try fixture.users.delete([try fixture.users.find("u3")])
        for id in ["root", "d1", "d2"] { #expect(try leaders(id) == ["u1"]) }
    }

    @Test("Users who resigned can be made leaders again, after those who remained")
    func again() throws {
        try lead("d1", ["u1", "u2"])
        let user = try fixture.users.find("u1")
        try fixture.users.resign([user])
        let assignment = DepartmentAssignment(departmentId: "d1", isLeader: true, isMainDepartment: false)
        try fixture.users.setDepartments([assignment], of: user)
        #expect(try leaders("d1") == ["u2", "u1"])
    }
}
