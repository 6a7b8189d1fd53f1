import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// What questions about permissions cost in statements follows from what they are about, not from the pool.
@Suite("Costs of permissions that grow")
struct PermissionGrowthTests {
    private let fixture: Fixture
    private var directory: PoolTransaction { fixture.directory }
    private var decisions: DataDecisions { directory.dataPolicies.decisions }

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u")
    }

    private func names(_ count: Int) -> [String] { (0..<count).map { "n\($0)" } }

    /// A tree of 49 nodes on the first level and all others below the first of them.
    private func makeTree(_ code: String, _ count: Int) throws -> [String] {
        func node(_ name: String, _ below: [String]) -> String {
            let children = below.isEmpty ? "" : #","children":[\#(below.joined(separator: ","))]"#
            return #"{"code":"\#(name)","name":"\#(name)"\#(children)}"#
        }
        let tops = names(min(count, 49))
        let below = count > 49 ? (49..<count).map { "n\($0)" } : []
        let nodes = tops.enumerated().map { node($1, $0 == 0 ? below.map { node($0, []) } : []) }
        _ = try directory.dataResources.add(
            NewDataResource(
                code, in: "default", name: code,
                structure: try .parsed("[\(nodes.joined(separator: ","))]"), actions: ["get"]))
        return tops + below.map { "n0/\($0)" }
    }

    /// A policy for every node of a tree, authorized to a user.
    private func makePolicy(_ name: String, _ tree: String, _ paths: [String], to user: String) throws {
        let statement = DataStatement(.allow, paths.map { "default/\(tree)/\($0)/get" })
        let policy = try directory.dataPolicies.add(name, description: nil, statements: [statement])
        try directory.dataPolicies.targets.authorize([policy.policyId], to: [(.user, user)])
    }

    /// Expects that work on four times as much takes less than five times as many steps.
    private func expectLinear(_ few: Int, _ many: Int) {
        #expect(few > 50, "the work meets nothing")
        #expect(many < few * 5, "\(few) steps, then \(many)")
    }

    @Test("A tree, a policy for all of its nodes and the struct of a user grow with the nodes")
    func trees() throws {
        let key = try decisions.userKey("u", type: .userId)
        func steps(_ count: Int) throws -> Int {
            try fixture.connection.steps {
                let paths = try makeTree("t\(count)", count)
                try makePolicy("p\(count)", "t\(count)", paths, to: "u")
                let found = try decisions.structure(of: "t\(count)", in: "default", for: key)
                #expect(found.tree.count == 49)
                #expect(found.tree[0].children.count == count - 49)
            }
        }
        expectLinear(try steps(100), try steps(400))
    }

    @Test("A tree as wide as a long body, and policies for all of it, are read and written in linear steps")
    func largeTrees() throws {
        func steps(_ count: Int) throws -> Int {
            try fixture.connection.steps {
                let paths = try makeTree("t\(count)", count)
                let statements = (0..<5).map { part in
                    DataStatement(
                        part == 4 ? .deny : .allow,
                        paths.prefix(count / 10).map { "default/t\(count)/\($0)/get" })
                }
                let policies = directory.dataPolicies
                let policy = try policies.add("p\(count)", description: nil, statements: statements)
                #expect(try policies.statementStore.list(of: policy.key).map(\.permissions.count).count == 5)
                _ = try policies.update(policy.policyId, name: nil, description: nil, statements: statements)
                try policies.delete(policy.policyId)
                try directory.dataResources.delete("t\(count)", in: "default")
            }
        }
        expectLinear(try steps(9_000), try steps(36_000))
    }

    @Test("A check does not grow with the nodes, the users and the policies that it is not about")
    func checks() throws {
        let paths = try makeTree("t", 60)
        try makePolicy("own", "t", [paths[5]], to: "u")
        let key = try decisions.userKey("u", type: .userId)
        func steps() throws -> Int {
            try fixture.connection.steps {
                let answers = try decisions.check(key, may: "get", ["t/n5", "t/n6"], in: "default")
                #expect(answers == [true, false])
            }
        }
        let before = try steps()
        for name in names(200) {
            try fixture.makeUsers(name)
            try makePolicy(name, "t", [paths[7], paths[8]], to: name)
        }
        _ = try makeTree("other", 400)
        #expect(try steps() <= before + 5)
    }

    @Test("Many policies on one node are not looked up one by one")
    func manyPoliciesOfOneNode() throws {
        let paths = try makeTree("t", 2)
        try fixture.makeUsers("other")
        for name in names(400) { try makePolicy(name, "t", [paths[0]], to: "other") }
        for name in names(20) {
            try fixture.makeGroup(name)
            try fixture.groups.members.add(["u"], to: name)
        }
        let key = try decisions.userKey("u", type: .userId)
        let steps = try fixture.connection.steps {
            let answers = try decisions.check(key, may: "get", ["t/n0"], in: "default")
            #expect(answers == [false])
        }
        // A row takes a dozen steps; to look for its policy in all groups takes three times as many.
        #expect(steps < 400 * 20)
    }

    @Test("The view of all permissions grows with the users that have some")
    func view() throws {
        let paths = try makeTree("t", 10)
        func steps(_ range: Range<Int>) throws -> Int {
            for number in range {
                try fixture.makeUsers("n\(number)")
                try makePolicy("n\(number)", "t", [paths[number % 10]], to: "n\(number)")
            }
            return try fixture.connection.steps {
                var view = DataPermissionView(directory: directory)
                let found = try view.list(keywords: nil, page: Page(number: 1, limit: 10))
                #expect(found.totalCount == range.upperBound)
            }
        }
        let few = try steps(0..<100)
        expectLinear(few, try steps(100..<400))
    }

    @Test("A page of the members of a role does not grow with the members")
    func members() throws {
        let role = RoleReference(try fixture.roles.add(NewRole(code: "r")).code)
        func steps(_ range: Range<Int>) throws -> Int {
            for number in range {
                try fixture.makeUsers("n\(number)")
                try fixture.roles.assignments.assign([role], to: [.user("n\(number)")])
            }
            return try fixture.connection.steps {
                let found = try fixture.roles.assignments.users(of: role, page: Page(number: 1, limit: 10))
                #expect(found.list.count == 10)
            }
        }
        let few = try steps(0..<50)
        #expect(try steps(50..<400) <= few + 5)
    }

    @Test("A namespace with all roles and assignments is deleted in linear steps")
    func deletion() throws {
        func steps(_ count: Int) throws -> Int {
            let namespace = try directory.namespaces.add(NewNamespace(code: "ns\(count)"))
            try fixture.makeUsers("h\(count)")
            for name in names(count) {
                var role = NewRole(code: name)
                role.namespace = namespace.code
                _ = try fixture.roles.add(role)
                let reference = RoleReference(name, in: namespace.code)
                try fixture.roles.assignments.assign([reference], to: [.user("u"), .user("h\(count)")])
            }
            return try fixture.connection.steps { try directory.namespaces.delete([namespace]) }
        }
        expectLinear(try steps(100), try steps(400))
        #expect(try fixture.numbers("SELECT count(*) FROM role_users") == [0])
    }
}
