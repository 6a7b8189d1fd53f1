internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The organizations of a seed, with their trees of departments.
struct OrganizationsSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE departments SET updatedAt = ?2 WHERE key = ?1")
    private static let setLastJoinOrder = SQL("UPDATE department_join_orders SET last = ?1 WHERE key = 1")
    private static let insertMember = SQL(
        "INSERT INTO department_members (departmentKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)"
    )
    private static let setCount = SQL("UPDATE departments SET membersCount = ?2 WHERE key = ?1")
    private static let insertLeader = SQL(
        "INSERT INTO department_leaders (departmentKey, position, userKey) VALUES (?1, ?2, ?3)")
    private static let memberList = UserListSeed(fields: ["user", "joinedAt", "joinOrder"])
    private static let leaderList = UserListSeed(fields: nil)

    /// The highest join order so far.
    private final class JoinOrder {
        var last: Int64 = 0
    }

    let name = "organizations"
    let deferredIndexes = ["department_members_by_user"]
    let counts = [
        SeedCount("organizations", SQL("SELECT count(*) FROM departments WHERE parentKey IS NULL")),
        SeedCount(
            "departments below them", SQL("SELECT count(*) FROM departments WHERE parentKey IS NOT NULL")),
    ]
    let listCounts = [SQL("SELECT count(*) FROM department_members")]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach(lists: Self.organizationLists) { element in
            let (organization, times) = try Self.organization(element.value, element.path)
            let key = try build?.make(
                at: element.path, times, renaming: ["code": "organizationCode"], setUpdate: Self.setUpdate
            ) { try $0.organizations.create(organization) }
            try readLists(of: element, below: "departments", key: key ?? 0, into: build)
        }
    }

    private func readDepartments(_ list: SeedList, below parent: Int64, into build: SeedBuild?) throws {
        try list.forEach(lists: Self.departmentLists) { element in
            let (department, relations, times) = try Self.department(element.value, element.path)
            let key = try build?.make(at: element.path, times, setUpdate: Self.setUpdate) {
                try $0.departments.create(department, at: .child(of: parent))
            }
            if let build, let key {
                for (index, relation) in relations.enumerated() {
                    try build.at(element.path.member("syncRelations").element(index)) {
                        try build.transaction.departments.addSyncRelation(relation, to: key)
                    }
                }
            }
            try readLists(of: element, below: "children", key: key ?? 0, into: build)
        }
    }

    private func readLists(
        of element: SeedElement, below: String, key: Int64, into build: SeedBuild?
    ) throws {
        try Self.leaderList.read(element.list("leaderUserIds"), into: build) { build, number, user, _ in
            try build.connection.run(Self.insertLeader, key, number, user)
        }
        let joinOrder = build?.state(JoinOrder.self) { JoinOrder() } ?? JoinOrder()
        let count = try Self.memberList.read(element.list("members"), into: build) {
            build, _, user, joining in
            let order = joining.joinOrder ?? joinOrder.last + 1
            joinOrder.last = max(joinOrder.last, order)
            try build.insertMember(Self.insertMember, of: key, order, user, joining.joinedAt)
        }
        if let build, count > 0 { try build.connection.run(Self.setCount, key, count) }
        if let list = element.list(below) { try readDepartments(list, below: key, into: build) }
    }

    func finish(_ build: SeedBuild, at path: SeedPath) throws {
        let joinOrder = build.state(JoinOrder.self) { JoinOrder() }
        try build.connection.run(Self.setLastJoinOrder, joinOrder.last)
    }

    func write(to export: inout SeedExport) throws {
        var writing = DepartmentsExport(joinOrders: try DepartmentsExport.joinOrders(export.connection))
        try writing.write(to: &export)
    }
}
