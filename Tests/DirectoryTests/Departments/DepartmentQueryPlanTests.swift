import SQLite
import Testing

@testable import Directory

/// No statement on departments may read a table from end to end (https://sqlite.org/eqp.html: SCAN, as against SEARCH).
///
/// What a statement has gathered itself, and the list of a search's conditions, it may read whole.
@Suite("Query plans of departments")
struct DepartmentQueryPlanTests {
    private static let gathered: Set<String> = ["below", "above", "joined", "j", "c", "json_each"]

    @Test("finds everything by an index, whatever is done to a department")
    func plans() throws {
        let world = try World()
        try world.makeUsers("u1", "u2")
        let root = try world.makeOrganization("steamory")
        let parent = try world.makeDepartment("d1", below: root)
        try world.makeDepartment("d2", below: parent)
        let reference = DepartmentReference("d1", in: "steamory")
        let page = Page(number: 1, limit: 10)

        try world.departments.members.add(["u1", "u2"], to: reference)
        try world.departments.members.remove(["u1"], from: reference)
        _ = try world.departments.create(NewDepartment(name: "new"), below: reference)
        var changes = DepartmentChanges()
        changes.name = "other"
        changes.leaderUserIds = ["u1"]
        changes.parentDepartmentId = "root"
        _ = try world.departments.update(DepartmentReference("d2", in: "steamory"), changes)
        _ = try world.departments.children(of: reference, .init(status: true, isVirtualNode: nil))
        _ = try world.departments.tree(from: reference)
        _ = try world.departments.parent(of: reference)
        _ = try world.departments.search(organizationCode: "steamory", tenantId: nil, keywords: "x")
        var search = DepartmentSearch(page: page)
        search.conditions = [(.name, .contains("d"))]
        search.rules = [DepartmentSearch.Rule(.name, .ascending)]
        _ = try world.departments.search(organizationCode: "steamory", tenantId: nil, search)
        for below in [false, true] {
            _ = try world.departments.members.search("u", in: reference, includingChildren: below, page: page)
        }
        try world.departments.deleteSyncRelation(of: reference, with: "lark")
        _ = try world.departments.syncRelations(of: reference)
        _ = try world.departments.createTree("D1", children: ["a"], tenantId: nil)
        try world.departments.delete(reference)

        for text in world.connection.preparedStatements where !text.contains("sqlite_schema") {
            let steps = try world.connection.all(SQL("EXPLAIN QUERY PLAN \(text)")) { $0.text(3) }
            for step in steps where step.hasPrefix("SCAN") && step != "SCAN CONSTANT ROW" {
                let table = step.split(separator: " ").dropFirst().first.map(String.init) ?? ""
                // The highest key is found at the end of the table, without reading it.
                let isHighestKey = text.contains("max(key)")
                #expect(Self.gathered.contains(table) || isHighestKey, "\(step): \(text)")
            }
        }
    }
}
