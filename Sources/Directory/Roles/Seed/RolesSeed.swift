internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The roles of a seed, with the users and departments that hold them.
struct RolesSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE roles SET updatedAt = ?2 WHERE key = ?1")
    private static let insertUser = insert("role_users", "userKey")
    private static let insertDepartment = insert("role_departments", "departmentKey")
    private static let setCounts = SQL(
        "UPDATE roles SET usersCount = ?2, departmentsCount = ?3 WHERE key = ?1")
    private static let lists = ["users", "departments"]
    private static let times = ["createdAt", "updatedAt", "enableTime", "endTime"]
    private static let userList = UserListSeed(fields: ["user"] + times)

    let name = "roles"
    let deferredIndexes = ["role_users_by_user"]
    let counts = [SeedCount("roles", SQL("SELECT count(*) FROM roles"))]
    let listCounts = [
        SQL("SELECT count(*) FROM role_users"), SQL("SELECT count(*) FROM role_departments"),
    ]

    private static func insert(_ table: String, _ holder: String) -> SQL {
        SQL(
            """
            INSERT INTO \(table) (roleKey, joinOrder, \(holder), enableTime, endTime, createdAt, updatedAt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """)
    }

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach(lists: Self.lists) { element in
            let (role, times) = try Self.role(element.value, element.path)
            let key = try build?.make(at: element.path, times, setUpdate: Self.setUpdate) {
                try $0.roles.create(role)
            }
            let roleKey = key ?? 0
            let users = try Self.userList.read(element.list("users"), into: build) {
                try $0.assign(Self.insertUser, role: roleKey, order: $1 + 1, to: $2, $3)
            }
            let departments = try readDepartments(element.list("departments"), of: roleKey, into: build)
            guard let build, users + departments > 0 else { return }
            try build.connection.run(Self.setCounts, roleKey, users, departments)
        }
    }

    private func readDepartments(
        _ list: SeedList?, of roleKey: Int64, into build: SeedBuild?
    ) throws -> Int64 {
        guard let list else { return 0 }
        var seen: Set<Int64> = []
        try list.forEachName({ _ in false }) { value, path in
            let (id, joining) = try Self.department(value, path)
            guard let build else { return }
            guard let key = try build.departmentKey(of: id) else {
                throw path.error("no department of this pool has the departmentId \"\(id)\"")
            }
            guard seen.insert(key).inserted else { return }
            try build.assign(
                Self.insertDepartment, role: roleKey, order: Int64(seen.count), to: key, joining)
        }
        return Int64(seen.count)
    }

    private static func department(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (id: String, joining: SeedJoining) {
        if let id = value.string, !id.isEmpty { return (id, SeedJoining()) }
        guard value.kind == .object else { throw path.error("must be the departmentId of a department") }
        let object = try SeedObject(value, at: path, allowing: ["department"] + times)
        return (try object.requiredId("department"), try SeedJoining(times: object))
    }

    private static func role(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (role: NewRole, times: SeedTimes) {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "id", "code", "namespace", "name", "description", "status", "disableTime",
                "enablePermissionApply", "customData",
            ] + SeedTimes.fields + lists)
        for list in lists { try object.requireList(list) }
        var role = NewRole(code: try object.requiredId("code"))
        role.id = try object.id("id")
        role.namespace = try object.id("namespace")
        role.name = try object.text("name", emptyIsNone: true)
        role.description = try object.text("description") ?? ""
        role.status = try object.choice("status", of: Role.Status.self) ?? .enabled
        role.disableTime = try object.moment("disableTime")
        role.enablePermissionApply = try object.bool("enablePermissionApply")
        role.customData = try object.objectText("customData")
        return (role, try SeedTimes(of: object))
    }

    func write(to export: inout SeedExport) throws {
        try RolesExport.write(to: &export)
    }
}

extension SeedBuild {
    private static let departmentByKey = SQL("SELECT key FROM departments WHERE departmentId = ?1")

    /// The key of the department with an id; nil if there is none.
    fileprivate func departmentKey(of id: String) throws(SQLiteError) -> Int64? {
        try connection.first(Self.departmentByKey, id) { $0.integer(0) }
    }

    /// Creates the row of an assignment.
    fileprivate func assign(
        _ sql: SQL, role: Int64, order: Int64, to holder: Int64, _ joining: SeedJoining
    ) throws(SQLiteError) {
        let createdAt = (joining.joinedAt ?? moment).milliseconds
        try connection.run(
            sql, role, order, holder, joining.enableTime?.milliseconds, joining.endTime?.milliseconds,
            createdAt, joining.updatedAt?.milliseconds ?? createdAt)
    }
}
