import SQLite
import Testing

@testable import Directory

/// No statement on the way of the hot operations may read a table from end to end
/// (https://sqlite.org/eqp.html: SCAN, as against SEARCH).
@Suite("Query plans")
struct QueryPlanTests {
    private let world: World
    private let reference = DepartmentReference("d1", in: "steamory", type: .code)

    init() throws {
        world = try World()
        try world.makeUsers("u1", "u2")
        try world.makeGroup("a")
        let root = try world.makeOrganization("steamory")
        try world.makeDepartment("d1", below: root) { $0.code = "d1" }
    }

    /// The scans in the plans of every statement on the directory's tables that has run so far.
    private func scans() throws -> [String] {
        var scans: [String] = []
        for text in world.connection.preparedStatements where !text.contains("sqlite_schema") {
            let steps = try world.connection.all(SQL("EXPLAIN QUERY PLAN \(text)")) { $0.text(3) }
            // The elements of a value are no table.
            scans += steps.filter {
                $0.hasPrefix("SCAN") && $0 != "SCAN CONSTANT ROW" && !$0.contains("VIRTUAL TABLE")
            }.map {
                "\($0): \(text)"
            }
        }
        return scans
    }

    @Test("finds everything by an index when members are added to a group")
    func addGroupMembers() throws {
        try world.groups.members.add(["u1", "u2"], to: "a")
        #expect(try scans() == [])
    }

    @Test(
        "finds everything by an index when members are added to a department",
        arguments: DepartmentIdType.allCases)
    func addDepartmentMembers(type: DepartmentIdType) throws {
        let reference = DepartmentReference("p:d1", in: "steamory", type: type)
        try world.connection.execute(
            """
            UPDATE departments SET departmentId = 'p:d1', code = 'p:d1', openDepartmentId = 'p:d1', customId = 'p:d1'
                WHERE departmentId = 'd1';
            INSERT INTO department_sync_relations SELECT key, 'p', 'd1', '{}' FROM departments WHERE code = 'p:d1';
            """)
        try world.departments.members.add(["u1", "u2"], to: reference)
        #expect(try scans() == [])
    }

    @Test("finds everything by an index in the reads of one thing or one page")
    func reads() throws {
        _ = try world.groups.get("a")
        _ = try world.groups.members.list(of: "a", page: Page(number: 1, limit: 10))
        _ = try world.departments.members.contains("u1", in: reference, includingChildren: false)
        _ = try world.departments.members.ids(of: reference)
        let user = try world.users.find("u1")
        _ = try world.groups.list(of: user)
        _ = try world.departments.members.departmentIds(of: user)
        _ = try world.departments.get(reference)
        #expect(try scans() == [])
    }

    @Test("finds everything by an index when users are made, changed, moved, listed as archived, and removed")
    func users() throws {
        var user = NewUser()
        for attribute in UserAttribute.unique { user.attributes[attribute] = "a@b.c" }
        let made = try world.users.add(user, departmentIds: ["d1"], type: .departmentId)
        for type in DepartmentIdType.allCases where type != .departmentId {
            #expect(throws: DirectoryError.departmentNotFound(id: "p:none")) {
                _ = try world.users.departmentKey(of: "p:none", type: type)
            }
        }
        var changes = UserChanges()
        changes.attributes = user.attributes
        changes.status = .archived
        _ = try world.users.update(made, with: changes)
        let assignment = DepartmentAssignment(departmentId: "d1", isLeader: true, isMainDepartment: true)
        try world.users.setDepartments([assignment], of: made)
        _ = try world.users.listArchived(
            since: Timestamp(milliseconds: 0), page: Page(number: 1, limit: 10))
        _ = try world.users.findKnown(["a@b.c"], type: .email)
        try world.users.resign([made])
        try world.users.delete([made])
        #expect(try scans() == [])
    }

    @Test("finds everything by an index when users are named by what they are elsewhere")
    func relations() throws {
        var user = NewUser()
        user.customData = #"{"badge": "7"}"#
        user.identities = [NewIdentity(extIdpId: "s", provider: .oidc, type: "t", userIdInIdp: "1")]
        user.syncRelations = [SyncRelation(provider: "lark", userIdInIdp: "1")]
        let made = try world.users.add(user, departmentIds: [], type: .departmentId)
        let names: [(UserIdType, String)] = [
            (.identity, "s:1"), (.syncRelation, "lark:1"), (.customField, "badge:7"),
        ]
        for (type, id) in names { #expect(try world.users.find(id, type: type).key == made.key) }
        try world.users.identities.link("2", of: "s", type: nil, to: made.userId)
        _ = try world.users.identities.list(of: made)
        _ = try world.users.syncRelations(of: made)
        try world.users.identities.unlink("s", type: nil, from: made.userId)
        try world.users.deleteSyncRelation(of: made, with: "lark")
        var changes = UserChanges()
        changes.customData = #"{"badge": "8"}"#
        _ = try world.users.update(made, with: changes)
        #expect(try scans() == [])
    }

    @Test("would notice a statement that reads a whole table")
    func notices() throws {
        _ = try world.groups.list(keywords: nil, page: .everything)
        #expect(try scans().isEmpty == false)
    }
}
