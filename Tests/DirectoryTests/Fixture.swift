import PoolTestSupport
import SQLite

@testable import Directory
@testable import PoolEngine

/// An empty user pool in memory, and short ways to fill it.
struct Fixture {
    let clock = FakeClock()
    let directory: PoolTransaction

    var connection: Connection { directory.connection }
    var users: Users { directory.users }
    var groups: Groups { directory.groups }
    var organizations: Organizations { directory.organizations }
    var departments: Departments { directory.departments }
    var roles: Roles { directory.roles }

    init() throws {
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: .process)
        try PoolDefinition.directory.schema.migrate(connection)
        directory = PoolTransaction(
            connection: connection, environment: .fake(clock: clock),
            hooks: PoolDefinition.directory.hooks, webhookStore: PoolDefinition.directory.webhookStore)
    }

    /// Makes users with pinned ids.
    func makeUsers(_ ids: String...) throws {
        for id in ids {
            var user = NewUser()
            user.userId = id
            try users.create(user)
        }
    }

    /// Makes a group whose name is its code in capitals.
    func makeGroup(_ code: String) throws {
        try groups.create(NewGroup(code: code, name: code.uppercased()))
    }

    /// Creates an organization and returns its key.
    @discardableResult
    func makeOrganization(_ code: String, tenantId: String = "") throws -> Int64 {
        var organization = NewOrganization(organizationCode: code, organizationName: code.uppercased())
        organization.tenantId = tenantId
        organization.departmentId = "root-of-\(tenantId)\(code)"
        return try organizations.create(organization)
    }

    /// Creates a department with a fixed id and returns its key.
    @discardableResult
    func makeDepartment(
        _ id: String, below parent: Int64, change: (inout NewDepartment) -> Void = { _ in }
    ) throws -> Int64 {
        var department = NewDepartment(name: id.uppercased())
        department.departmentId = id
        change(&department)
        return try departments.create(department, at: .child(of: parent))
    }

    /// The first column of a query as numbers.
    func numbers(_ query: String) throws -> [Int64] {
        try connection.all(SQL(query)) { $0.integer(0) }
    }
}

extension PoolTransaction {
    /// Wraps a connection with the hooks of the program's own domains.
    convenience init(connection: Connection, environment: Environment) {
        self.init(connection: connection, environment: environment, hooks: PoolDefinition.directory.hooks)
    }
}

extension DepartmentReference {
    /// A department by the vendor's id, in an organization of the pool itself.
    init(_ departmentId: String, in organizationCode: String, type: DepartmentIdType = .departmentId) {
        self.init(
            organizationCode: organizationCode, tenantId: nil, departmentId: departmentId, type: type)
    }
}

extension CustomFields {
    /// Sets values of an entity without a namespace.
    func set(_ values: [CustomFieldValue], of target: CustomField.Target, _ id: String) throws {
        try set(values, of: target, CustomDataTarget(id: id, namespace: nil))
    }

    /// The custom data of an entity without a namespace.
    func customData(of target: CustomField.Target, _ id: String) throws -> String? {
        try customData(of: target, CustomDataTarget(id: id, namespace: nil))
    }
}
