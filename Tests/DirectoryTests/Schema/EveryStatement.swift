import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Does everything that can be done to a directory, so that every statement of it is prepared.
struct EveryStatement {
    /// The statements in the order in which they were first run.
    private(set) var statements: [SQL] = []

    let fixture: Fixture
    /// The second page of one entry.
    let page = Page(number: 2, limit: 1)
    let department = DepartmentReference("d1", in: "steamory")

    private final class Record {
        var statements: [SQL] = []
    }

    /// Does it all.
    init() throws {
        let record = Record()
        fixture = try Fixture()
        fixture.connection.onPrepare = { record.statements.append($0) }
        try seed(record)
        try exerciseWebhooks()
        try exerciseGroups()
        try exerciseOrganizations()
        try exerciseUsers()
        try exerciseRelations()
        try exerciseLists()
        try exerciseDepartments()
        try exerciseMembers()
        try exerciseCustomFields()
        try exerciseRoles()
        try exerciseDeletion()
        try exerciseAccessKeys()
        try exerciseNamespaces()
        try exerciseDataResources()
        try exerciseDataPolicies()
        try exerciseResources()
        try exerciseResourceGrants()
        fixture.connection.onPrepare = nil
        statements = record.statements
    }

    /// The steps of a statement's plan (https://sqlite.org/eqp.html).
    func plan(of statement: SQL) throws -> [String] {
        try fixture.connection.all(SQL("EXPLAIN QUERY PLAN \(statement.text)")) { $0.text(3) }
    }

    private func seed(_ record: Record) throws {
        let seeds = try SeedText.parse(
            SeedText.pool(
                #"""
                "accessKeys": [{"id": "k", "secret": "s"}],
                "customFields": [
                    {"targetType": "USER", "key": "size", "dataType": "ENUM", "isUnique": true,
                     "options": [{"value": "s"}, {"value": "l"}]}],
                "webhooks": [{"name": "W", "url": "http://localhost/", "events": ["a"], "updatedAt": "2024-01-01T00:00:00Z"}],
                "namespaces": [{"code": "n", "updatedAt": "2024-01-01T00:00:00Z"}],
                "dataResources": [{"code": "r", "struct": "x", "actions": ["get"], "updatedAt": "2024-01-01T00:00:00Z"},
                    {"code": "t", "struct": [{"code": "a", "name": "A"}]}],
                "dataPolicies": [{"name": "p", "updatedAt": "2024-01-01T00:00:00Z",
                    "statements": [{"effect": "ALLOW", "permissions": ["default/r/get"]}],
                    "targets": [{"type": "USER", "id": "u1"}]}],
                "resources": [{"code": "r", "type": "DATA", "updatedAt": "2024-01-01T00:00:00Z"}],
                "resourceGrants": [{"targetType": "USER", "targetIdentifier": "u1", "resource": "r", "updatedAt": "2024-01-01T00:00:00Z"}],
                "users": [{"userId": "u1", "username": "n1", "mainDepartmentId": "d", "customData": {"size": "s"}}],
                "groups": [{"code": "g", "name": "G", "description": "", "type": "static", "members": ["n1"], "updatedAt": "2024-01-01T00:00:00Z"}],
                "organizations": [{"organizationCode": "o", "organizationName": "O", "updatedAt": "2024-01-01T00:00:00Z", "departments": [
                    {"departmentId": "d", "name": "D", "members": ["u1"], "leaderUserIds": ["u1"],
                     "syncRelations": [{"provider": "lark", "userIdInIdp": "x"}]}]}],
                "roles": [{"code": "r", "updatedAt": "2024-01-01T00:00:00Z", "users": ["u1"], "departments": ["d"]}]
                """#))
        let connection = try Connection(path: ":memory:")
        connection.onPrepare = { record.statements.append($0) }
        for seed in seeds {
            try seed.build(on: connection, environment: .fake(), isLarge: true)
            _ = try SeedSummary(of: seed, on: connection)
        }
        // The plans are asked for on another connection, which needs the table, too.
        try fixture.connection.execute(SeedBuild.wantedMainDepartments)
        _ = try SeedFormat.directory.text(of: connection) { _, _ in }
    }

    private func exerciseDeletion() throws {
        try fixture.departments.delete(department)
        try fixture.organizations.delete("steamory", tenantId: nil)
        try fixture.groups.delete(["a"])
    }
}
