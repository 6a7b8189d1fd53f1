import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Runs the statements of data policies.
extension EveryStatement {
    func exerciseDataPolicies() throws {
        let policies = fixture.directory.dataPolicies
        let resources = fixture.directory.dataResources
        try fixture.makeUsers("dp")
        let tree = try DataStructure.parsed(#"[{"code": "a", "name": "A"}]"#)
        let resource = try resources.add(
            NewDataResource("dt", in: "default", name: "DT", structure: tree, actions: ["get"]))
        let statements = [DataStatement(.allow, ["default/dt/a/get"])]
        let policy = try policies.add("dp", description: nil, statements: statements)
        _ = try policies.update(policy.policyId, name: nil, description: nil, statements: statements)
        _ = try policies.list(keywords: nil, page: page)
        _ = try policies.list(keywords: "d", page: page)
        _ = try policies.list(keywords: "d", page: .everything)
        _ = try policies.hasName("dp")
        _ = try policies.resources(of: policy)
        _ = try policies.authorizations(of: resource)
        _ = try policies.statementStore.list(of: policy.key)
        let targets: [(type: DataPolicyTargetType, id: String)] = [(.user, "dp")]
        try policies.targets.authorize([policy.policyId], to: targets)
        _ = try policies.targets.list(of: policy)
        for type in DataPolicyTargetType.allCases {
            try policies.targets.revoke(policy.policyId, from: type, "none")
        }
        try policies.targets.revoke(policy.policyId, from: .user, "dp")
        try policies.targets.authorize([policy.policyId], to: targets)
        try exerciseDecisions()
        // Many permissions on one node are read in another way.
        let many = DataStatement(.allow, Array(repeating: "default/dt/a/get", count: 2_000))
        _ = try policies.add("many", description: nil, statements: [many])
        try exerciseDecisions()
        try policies.targets.removeAll(ofUser: -1)
        try policies.delete(policy.policyId)
    }

    private func exerciseDecisions() throws {
        let decisions = fixture.directory.dataPolicies.decisions
        let user = try decisions.userKey("dp", type: .userId)
        _ = try decisions.check(user, may: "get", ["dt/a"], in: "default")
        _ = try decisions.actions(of: user, on: ["dt/a"], in: "default")
        _ = try decisions.permitted(by: try decisions.policyKeys(ofUser: user), in: nil)
        _ = try decisions.structure(of: "dt", in: "default", for: user)
        var places = DataPlaces(directory: fixture.directory, namespaceKey: 1)
        let place = try #require(try places.find("dt/a"))
        var people = DataResourceUsers(directory: fixture.directory)
        #expect(try people.ids("get", on: place) == ["dp"])
        var view = DataPermissionView(directory: fixture.directory)
        _ = try view.list(keywords: nil, page: .everything)
    }
}
