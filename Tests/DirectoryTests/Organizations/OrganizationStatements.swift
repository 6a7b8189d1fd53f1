import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Runs the statements of organizations.
extension EveryStatement {
    func exerciseOrganizations() throws {
        let organizations = fixture.organizations
        _ = try organizations.add(NewOrganization(organizationCode: "o", organizationName: "O"))
        var changes = OrganizationChanges()
        changes.leaderUserIds = ["u1"]
        _ = try organizations.update("o", tenantId: nil, changes)
        let root = try organizations.get("o", tenantId: nil).root.departmentId
        try organizations.setStatus(ofRoot: root, to: true)
        _ = try organizations.list(tenantId: nil, status: nil, page: page)
        _ = try organizations.search("o", tenantId: nil, page: page)
        try organizations.delete("o", tenantId: nil)
    }
}
