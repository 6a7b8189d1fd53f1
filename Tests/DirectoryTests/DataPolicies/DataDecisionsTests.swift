import JSON
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Who may do what with data resources: the worked examples of data-permissions.md, and the ways to a policy.
@Suite("Data decisions")
struct DataDecisionsTests {
    private let fixture: Fixture
    private var policies: DataPolicies { fixture.directory.dataPolicies }
    private var decisions: DataDecisions { policies.decisions }

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u", "v")
        for code in ["ns", "internal-platform"] {
            _ = try fixture.directory.namespaces.add(NewNamespace(code: code))
        }
    }

    private func add(_ code: String, in namespace: String = "ns", _ structure: String, _ actions: String...)
        throws
    {
        _ = try fixture.directory.dataResources.add(
            NewDataResource(
                code, in: namespace, name: code, structure: try .parsed(structure), actions: actions))
    }

    private func authorize(
        _ statements: [DataStatement], to type: DataPolicyTargetType = .user, _ id: String = "u"
    ) throws -> String {
        let count = try policies.list(keywords: nil, page: .everything).totalCount
        let policy = try policies.add("policy \(count)", description: nil, statements: statements)
        try policies.targets.authorize([policy.policyId], to: [(type, id)])
        return policy.policyId
    }

    private func may(
        _ action: String, _ resource: String, in namespace: String = "ns", _ user: String = "u"
    ) throws -> Bool {
        let key = try decisions.userKey(user, type: .userId)
        return try decisions.check(key, may: action, [resource], in: namespace)[0]
    }

    /// A tree as `code[actions](children)`.
    private func outline(_ nodes: [PermittedTreeNode], _ resource: DataResource) -> String {
        nodes.map { node in
            let below = node.children.isEmpty ? "" : "(\(outline(node.children, resource)))"
            return "\(node.node["code"]?.string ?? "")\(node.actions.names(of: resource))\(below)"
        }.joined(separator: " ")
    }

    private func tree(_ code: String, in namespace: String) throws -> String {
        let user = try decisions.userKey("u", type: .userId)
        let found = try decisions.structure(of: code, in: namespace, for: user)
        return outline(found.tree, found.resource)
    }

    @Test("The first worked example: trees authorized to a role")
    func developers() throws {
        let menu = """
            [{"code":"knowledge-base","name":"K","children":[{"code":"rd-knowledge-base","name":"R"},
            {"code":"devops-knowledge-base","name":"D"}]},{"code":"db","name":"DB"}]
            """
        let environments =
            #"[{"code":"prod","name":"P"},{"code":"test","name":"T"},{"code":"dev","name":"D"}]"#
        try add("internal-platform-menu", in: "internal-platform", menu, "access")
        try add("db-env", in: "internal-platform", environments, "execute-sql")
        let role = try fixture.roles.add(NewRole(code: "developer"))
        try fixture.roles.assignments.assign([RoleReference(role.code)], to: [.user("u")])
        let statement = DataStatement(
            .allow,
            [
                "internal-platform/internal-platform-menu/knowledge-base/rd-knowledge-base/access",
                "internal-platform/internal-platform-menu/db/access",
                "internal-platform/db-env/test/execute-sql",
                "internal-platform/db-env/dev/execute-sql",
            ])
        _ = try authorize([statement], to: .role, role.id)
        #expect(
            try tree("internal-platform-menu", in: "internal-platform")
                == #"knowledge-base["access"](rd-knowledge-base["access"]) db["access"]"#)
        #expect(
            try tree("db-env", in: "internal-platform") == #"test["execute-sql"] dev["execute-sql"]"#)
        #expect(try may("execute-sql", "db-env/test", in: "internal-platform"))
        #expect(try !may("execute-sql", "db-env/prod", in: "internal-platform"))
        #expect(try !may("access", "internal-platform-menu/knowledge-base", in: "internal-platform"))
        let permitted = try decisions.permitted(
            by: try decisions.policyKeys(ofUser: try decisions.userKey("u", type: .userId)), in: nil)
        #expect(
            permitted.map { $0.nodes.map(\.path) }
                == [["knowledge-base/rd-knowledge-base", "db"], ["test", "dev"]])
        #expect(try !may("execute-sql", "db-env/test", in: "internal-platform", "v"))
    }

    @Test("The second worked example: texts with every action, and a denied node")
    func documents() throws {
        try add("server_2023", #""s""#, "read", "write")
        try add("rd_document", #""d""#, "read", "write", "share")
        let platform = """
            [{"code":"deploy","name":"D","children":[{"code":"test","name":"T"}]},
            {"code":"db","name":"B","children":[{"code":"export","name":"E"}]}]
            """
        try add("rd_internal_platform", platform, "execute", "access")
        _ = try authorize([
            DataStatement(
                .allow,
                [
                    "ns/server_2023/*", "ns/rd_document/read", "ns/rd_document/write",
                    "ns/rd_internal_platform/deploy/test/execute",
                ]), DataStatement(.deny, ["ns/rd_internal_platform/db/export/execute"]),
        ])
        #expect(try may("write", "server_2023"))
        #expect(try !may("share", "rd_document"))
        #expect(try may("execute", "rd_internal_platform/deploy/test"))
        #expect(try may("execute", "/rd_internal_platform/deploy/test"))
        #expect(try !may("access", "rd_internal_platform/deploy/test"))
        #expect(try !may("execute", "rd_internal_platform/deploy"))
        #expect(try !may("execute", "rd_internal_platform/db/export"))
        #expect(try !may("read,write", "server_2023"))
        #expect(try !may("delete", "server_2023"))
        let user = try decisions.userKey("u", type: .userId)
        #expect(
            try decisions.actions(of: user, on: ["server_2023", "rd_document", "other"], in: "ns")
                == [["read", "write"], ["read", "write"], []])
    }

    @Test("The third worked example: one list allowed and one denied to the same user")
    func lists() throws {
        try add("array1", #"["a"]"#, "get")
        try add("array2", #"["b"]"#, "get")
        let allowed = try authorize([DataStatement(.allow, ["ns/array1/*"])])
        let denied = try authorize([DataStatement(.deny, ["ns/array2/*"])])
        let user = try decisions.userKey("u", type: .userId)
        #expect(try decisions.check(user, may: "get", ["array1", "array2"], in: "ns") == [true, false])
        try policies.targets.revoke(allowed, from: .user, "u")
        #expect(try !may("get", "array1"))
        try policies.delete(allowed)
        try policies.delete(denied)
        #expect(try fixture.numbers("SELECT count(*) FROM data_policy_targets") == [0])
    }

    @Test("DENY of one policy takes away what another one allows, on this node only")
    func deny() throws {
        try add("t", #"[{"code":"a","name":"A","children":[{"code":"b","name":"B"}]}]"#, "get", "put")
        _ = try authorize([DataStatement(.allow, ["ns/t/a/*", "ns/t/a/b/get"])])
        try fixture.makeGroup("g")
        try fixture.groups.members.add(["u"], to: "g")
        _ = try authorize([DataStatement(.deny, ["ns/t/a/get"])], to: .group, try fixture.groups.get("g").id)
        #expect(try !may("get", "t/a"))
        #expect(try may("put", "t/a"))
        #expect(try may("get", "t/a/b"))
        #expect(try tree("t", in: "ns") == #"a["get", "put"](b["get"])"#)
        try fixture.groups.members.remove(["u"], from: "g")
        #expect(try may("get", "t/a"))
    }

    @Test("A policy reaches a user by a group, a department or a role, as long as the membership lasts")
    func subjects() throws {
        try add("r", #""x""#, "get")
        let root = try fixture.makeOrganization("o")
        try fixture.makeDepartment("d", below: root)
        try fixture.makeDepartment(
            "below", below: try fixture.departments.key(of: DepartmentReference("d", in: "o")))
        try fixture.departments.members.add(["v"], to: DepartmentReference("below", in: "o"))
        _ = try authorize([DataStatement(.allow, ["ns/r/get"])], to: .department, "d")
        #expect(try !may("get", "r"))
        try fixture.departments.members.add(["u"], to: DepartmentReference("d", in: "o"))
        #expect(try may("get", "r"))
        // Members of a department below are not members.
        #expect(try !may("get", "r", "v"))
        try fixture.departments.members.remove(["u"], from: DepartmentReference("d", in: "o"))
        #expect(try !may("get", "r"))
        let role = try fixture.roles.add(NewRole(code: "c"))
        _ = try authorize([DataStatement(.allow, ["ns/r/get"])], to: .role, role.id)
        var times = RoleAssignmentTimes()
        times.endTime = Timestamp(milliseconds: fixture.clock.now.milliseconds + 500)
        try fixture.roles.assignments.assign([RoleReference(role.code)], to: [.user("u")], times: times)
        #expect(try may("get", "r"))
        fixture.clock.advance()
        #expect(try !may("get", "r"))
    }

    @Test("What a policy says of a deleted data resource says nothing of a new one with its code")
    func deletion() throws {
        try add("r", #""x""#, "get")
        _ = try authorize([DataStatement(.allow, ["ns/r/get"])])
        try fixture.directory.dataResources.delete("r", in: "ns")
        try add("r", #""x""#, "get")
        #expect(try !may("get", "r"))
        let policy = try authorize([DataStatement(.allow, ["ns/r/get"])])
        #expect(try may("get", "r"))
        try fixture.directory.namespaces.delete([try fixture.directory.namespaces.get("ns")])
        _ = try fixture.directory.namespaces.add(NewNamespace(code: "ns"))
        try add("r", #""x""#, "get")
        #expect(try !may("get", "r"))
        #expect(try policies.statementStore.list(of: try policies.get(policy).key).isEmpty)
    }

    @Test("A tree that was sent as one node is cut down as other trees")
    func singleNode() throws {
        let children = #"[{"code":"b","name":"B"},{"code":"c","name":"C"}]"#
        try add("t", #"{"code":"a","name":"A","children":\#(children)}"#, "get")
        #expect(try tree("t", in: "ns") == "")
        _ = try authorize([DataStatement(.allow, ["ns/t/a/c/get"])])
        #expect(try tree("t", in: "ns") == #"a["get"](c["get"])"#)
    }

    @Test("What is removed from a resource lapses, and comes back with it")
    func lapse() throws {
        try add("t", #"[{"code":"a","name":"A"}]"#, "get", "put")
        let policy = try authorize([DataStatement(.allow, ["ns/t/a/get"])])
        var changes = DataResourceChanges()
        changes.structure = try .parsed(#"[{"code":"b","name":"A"}]"#)
        changes.actions = ["put"]
        _ = try fixture.directory.dataResources.update("t", in: "ns", changes)
        #expect(try !may("get", "t/a"))
        #expect(
            try policies.statementStore.list(of: try policies.get(policy).key).map(\.permissions)
                == [["ns/t/a/get"]])
        changes.structure = try .parsed(#"[{"code":"a","name":"A"}]"#)
        changes.actions = ["get"]
        _ = try fixture.directory.dataResources.update("t", in: "ns", changes)
        #expect(try may("get", "t/a"))
    }

    @Test("The tree of a user has what each check permits, whatever the order of the codes")
    func orderOfCodes() throws {
        let tree = """
            [{"code":"b","name":"1","children":[{"code":"z","name":"1"},{"code":"a","name":"2"}]},
            {"code":"a-b","name":"2"},{"code":"a","name":"3","children":[{"code":"x","name":"1"}]},
            {"code":"a.c","name":"4","children":[{"code":"y","name":"1"}]},{"code":"a0","name":"5"}]
            """
        try add("t", tree, "get", "put")
        let paths = ["b", "b/z", "b/a", "a-b", "a", "a/x", "a.c", "a.c/y", "a0"]
        for number in 0..<(1 << paths.count) {
            let chosen = paths.indices.filter { number & 1 << $0 != 0 }.map { paths[$0] }
            guard !chosen.isEmpty, number % 7 == 0 || chosen.count == 1 else { continue }
            let policy = try authorize([DataStatement(.allow, chosen.map { "ns/t/\($0)/get" })])
            let user = try decisions.userKey("u", type: .userId)
            let found = try decisions.structure(of: "t", in: "ns", for: user)
            var shown: [String] = []
            func collect(_ nodes: [PermittedTreeNode], below parent: String) {
                for node in nodes {
                    let path = parent + (node.node["code"]?.string ?? "")
                    shown.append(path)
                    collect(node.children, below: path + "/")
                }
            }
            collect(found.tree, below: "")
            let expected = paths.filter { path in
                chosen.contains { $0 == path || $0.hasPrefix(path + "/") }
            }
            #expect(shown == expected)
            try policies.delete(policy)
        }
    }
}
