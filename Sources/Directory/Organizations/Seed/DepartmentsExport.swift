internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// Exports organizations and departments.
struct DepartmentsExport {
    private static let organizations = SQL(
        "SELECT \(Department.columns) FROM departments d WHERE d.parentKey IS NULL ORDER BY d.key")
    private static let children = SQL(
        "SELECT \(Department.columns) FROM departments d WHERE d.parentKey = ?1 ORDER BY d.key")
    private static let customId = SQL("SELECT customId FROM departments WHERE key = ?1")
    private static let members = SQL(
        """
        SELECT u.userId, m.joinedAt, m.joinOrder FROM department_members m JOIN users u ON u.key = m.userKey
        WHERE m.departmentKey = ?1 ORDER BY m.joinOrder
        """)
    private static let leaders = SQL(
        """
        SELECT u.userId FROM department_leaders l JOIN users u ON u.key = l.userKey
        WHERE l.departmentKey = ?1 ORDER BY l.position
        """)
    private static let syncRelations = SQL(
        """
        SELECT provider, userIdInIdp, userInfoInIdp FROM department_sync_relations
        WHERE departmentKey = ?1 ORDER BY provider
        """)
    private static let allJoinOrders = SQL("SELECT joinOrder FROM department_members")

    /// The join orders of all members of departments, ascending.
    private let joinOrders: [Int64]
    /// The highest rank that was written so far.
    private var highestRank = 0

    init(joinOrders: [Int64]) {
        self.joinOrders = joinOrders
    }

    /// The join orders of all members of departments, ascending.
    ///
    /// - Throws: `SQLiteError`.
    static func joinOrders(_ connection: Connection) throws -> [Int64] {
        try connection.all(allJoinOrders) { $0.integer(0) }.sorted()
    }

    /// Writes all organizations.
    ///
    /// - Throws: `SQLiteError`.
    mutating func write(to export: inout SeedExport) throws {
        export.writer.name("organizations")
        export.writer.beginArray()
        for root in try export.connection.all(Self.organizations, read: Department.init) {
            try write(organization: root, to: &export)
        }
        export.writer.endArray()
    }

    private mutating func write(organization root: Department, to export: inout SeedExport) throws {
        export.writer.beginObject()
        export.writer.member("organizationCode", root.organizationCode)
        export.writer.member("organizationName", root.name)
        if !root.tenantId.isEmpty { export.writer.member("tenantId", root.tenantId) }
        export.writer.member("departmentId", root.departmentId)
        if !root.status { export.writer.member("status", false) }
        try writeShared(root, to: &export)
        try writeChildren("departments", of: root, to: &export)
        export.writer.endObject()
    }

    private mutating func write(department: Department, to export: inout SeedExport) throws {
        export.writer.beginObject()
        export.writer.member("departmentId", department.departmentId)
        export.writer.member("name", department.name)
        if let code = department.code { export.writer.member("code", code) }
        let customId = try export.connection.first(Self.customId, department.key) { $0.optionalText(0) }
        if let customId = customId ?? nil { export.writer.member("customId", customId) }
        export.write(
            syncRelations: try export.connection.all(
                Self.syncRelations, department.key, read: SyncRelation.init))
        if department.isVirtualNode { export.writer.member("isVirtualNode", true) }
        if !department.status { export.writer.member("status", false) }
        try writeShared(department, to: &export)
        try writeChildren("children", of: department, to: &export)
        export.writer.endObject()
    }

    /// Writes the members that organizations and departments share.
    private mutating func writeShared(_ department: Department, to export: inout SeedExport) throws {
        if let description = department.description { export.writer.member("description", description) }
        if let id = department.openDepartmentId { export.writer.member("openDepartmentId", id) }
        if let names = department.i18n {
            export.writer.name("i18n")
            export.writer.beginObject()
            export.write(rawText: names, as: department.isRoot ? "organizationName" : "name")
            export.writer.endObject()
        }
        export.writeTimes(department.createdAt, department.updatedAt)
        export.write(rawText: department.customData, as: "customData")
        export.write(
            texts: try export.connection.all(Self.leaders, department.key) { $0.text(0) }, as: "leaderUserIds"
        )
        let members = try export.connection.all(Self.members, department.key) {
            (id: $0.text(0), joinedAt: Timestamp(milliseconds: $0.integer(1)), order: $0.integer(2))
        }
        export.write(members: members.map { ($0.id, $0.joinedAt, writtenRank(of: $0.order)) })
        export.note()
    }

    private mutating func writeChildren(
        _ name: StaticString, of department: Department, to export: inout SeedExport
    ) throws {
        guard department.hasChildren else { return }
        export.writer.name(name)
        export.writer.beginArray()
        for child in try export.connection.all(Self.children, department.key, read: Department.init) {
            try write(department: child, to: &export)
        }
        export.writer.endArray()
    }

    /// The rank in the join order, so that the seed depends on the order only; nil if it is the default, one more than
    /// the highest before it.
    private mutating func writtenRank(of order: Int64) -> Int64? {
        let rank = rank(of: order)
        defer { highestRank = max(highestRank, rank) }
        return rank == highestRank + 1 ? nil : Int64(rank)
    }

    /// The number of members with a lower join order, plus one.
    private func rank(of order: Int64) -> Int {
        var (low, high) = (0, joinOrders.count)
        while low < high {
            let middle = (low + high) / 2
            if joinOrders[middle] < order { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
