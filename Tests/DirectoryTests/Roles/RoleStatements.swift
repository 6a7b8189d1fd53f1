import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Runs the statements of roles.
extension EveryStatement {
    func exerciseRoles() throws {
        let roles = fixture.roles
        let all: [RoleHolder] = [.user("u1"), .user("u3"), .department("d1")]
        let (first, second) = (RoleReference("a"), RoleReference("b"))
        for code in ["a", "b"] { _ = try roles.add(NewRole(code: code)) }
        try roles.update(first, RoleChanges())
        _ = try roles.list(in: nil, keywords: nil, page: page)
        _ = try roles.list(in: nil, keywords: "a", page: Page(number: 1, limit: 10))
        _ = try roles.hasName("a", in: nil)
        try roles.addCustomData(#"{"a": 1}"#, to: first)
        try roles.removeCustomValues(named: "a")
        try roles.assignments.assign([first, second], to: all)
        try roles.assignments.assign([first], to: all)
        try roles.assignments.revoke([second], from: all)
        _ = try roles.assignments.users(of: first, page: page)
        _ = try roles.assignments.departments(of: first, page: page)
        _ = try roles.assignments.list(
            of: try roles.get(first), ofUsers: true, ofDepartments: true, page: .everything)
        let user = try fixture.users.find("u1")
        _ = try roles.list(of: user, in: nil)
        _ = try roles.hasAny([first], user)
        try roles.delete([second])
    }
}
