import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Runs the statements of grants on common resources.
extension EveryStatement {
    func exerciseResourceGrants() throws {
        let grants = fixture.directory.resourceGrants
        try fixture.makeUsers("rg")
        try fixture.makeOrganization("rg")
        _ = try fixture.directory.roles.add(NewRole(code: "rg"))
        let user = try grants.target(.user, "rg", in: nil)
        for type in ResourceTargetType.allCases {
            let target = ResourceTarget(type: type, key: user.key)
            _ = try grants.list(of: target, in: nil, ResourceGrantFilter())
            _ = try grants.identifier(of: target)
        }
        #expect(throws: DepartmentError.self) { try grants.target(.department, "none", in: nil) }
        let namespaceKey = try fixture.directory.namespaces.key(of: nil)
        for type in ResourceTargetType.allCases {
            // Whether the key is one of the kind does not matter: the statements are run before it is checked.
            let target = ResourceTarget(type: type, key: user.key)
            for action in ["a", "b"] {
                let grant = NewResourceGrant("books", .data, actions: [action])
                try? grants.grant(grant, to: target, namespaceKey: namespaceKey)
            }
        }
        _ = try grants.targets(of: "books", in: nil, type: nil, page: .everything)
        _ = try grants.decisions.isAllowed("rg", "a", "books", in: nil)
        _ = try grants.decisions.list(of: try fixture.users.find("rg"), in: nil, ResourceGrantFilter())
        try grants.removeAll(on: ResourceName("books:1"), namespaceKey: namespaceKey)
        try grants.removeAll(on: ResourceName("books"), namespaceKey: namespaceKey)
        try grants.removeAll(ofUser: -1)
    }
}
