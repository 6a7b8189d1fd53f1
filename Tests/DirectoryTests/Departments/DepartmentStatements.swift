import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Runs the statements of departments.
extension EveryStatement {
    func exerciseDepartments() throws {
        let departments = fixture.departments
        _ = try departments.create(NewDepartment(name: "new"), below: department)
        var changes = DepartmentChanges()
        changes.name = "other"
        changes.leaderUserIds = ["u1"]
        changes.parentDepartmentId = "root"
        _ = try departments.update(DepartmentReference("d2", in: "steamory"), changes)
        _ = try departments.get(departmentId: "d1", tenantId: nil)
        _ = try departments.leaders.list(of: try departments.get(department))
        _ = try departments.children(of: department, .init(status: true, isVirtualNode: nil))
        _ = try departments.tree(from: department)
        _ = try departments.parent(of: department)
        _ = try departments.search(organizationCode: "steamory", tenantId: nil, keywords: "x")
        var search = DepartmentSearch(page: page)
        search.conditions = [(.name, .contains("d")), (.createdAt, .isOne(of: [.milliseconds(1)]))]
        search.rules = [DepartmentSearch.Rule(.name, .ascending)]
        _ = try departments.search(organizationCode: "steamory", tenantId: nil, search)
        try departments.addSyncRelation(SyncRelation(provider: "lark", userIdInIdp: "x"), to: 1)
        _ = try departments.syncRelations(of: department)
        try departments.deleteSyncRelation(of: department, with: "lark")
        _ = try departments.createTree("D1", children: ["a"], tenantId: nil)
    }

    func exerciseMembers() throws {
        let members = fixture.departments.members
        try members.add(["u1", "u2", "u3"], to: department)
        _ = try members.ids(of: department)
        for below in [false, true] {
            _ = try members.contains("u1", in: department, includingChildren: below)
            _ = try members.search("u", in: department, includingChildren: below, page: page)
            for sorting in DepartmentMembers.Sorting.allCases {
                for order in [SortOrder.ascending, .descending] {
                    _ = try members.list(
                        of: department,
                        .init(sorting: sorting, order: order, includingChildren: below, page: page))
                }
            }
        }
        let user = try fixture.users.find("u1")
        _ = try members.departmentIds(of: user)
        for sorting in DepartmentMembers.UserDepartmentSorting.allCases {
            for order in [SortOrder.ascending, .descending] {
                _ = try members.departments(of: user, sorting: sorting, order: order, page: page)
            }
        }
        _ = try members.path(to: try fixture.departments.get(department))
        _ = try members.memberships(of: 1, includingChildren: false)
        _ = try members.memberships(ofUser: user.key)
        _ = try members.keysWithChildren(of: 1)
        _ = try fixture.users.texts.keys(having: "abc", in: [try #require(UserColumn.named("name"))])
        try members.remove(["u1"], from: department)
    }
}
