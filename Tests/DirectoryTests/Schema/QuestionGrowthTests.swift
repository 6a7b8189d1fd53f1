import JSON
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// What a question about permissions costs in statements does not grow with what other subjects may do.
@Suite("Costs of questions about permissions")
struct QuestionGrowthTests {
    /// A question about the user `u`, the resource `books` or the node `t/n0`.
    struct Question: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Asks, and returns the answer as text.
        let ask: @Sendable (PoolTransaction) throws -> String

        init(_ description: String, _ ask: @escaping @Sendable (PoolTransaction) throws -> String) {
            testDescription = description
            self.ask = ask
        }
    }

    private static func user(_ directory: PoolTransaction) throws -> Int64? {
        try directory.dataPolicies.decisions.userKey("u", type: .userId)
    }

    private static let grantQuestions =
        [
            Question("is-action-allowed") { directory in
                let decisions = directory.resourceGrants.decisions
                return try ["read", "write", "hear", "act"].map {
                    "\(try decisions.isAllowed("u", $0, "books:1", in: nil))"
                }.joined(separator: " ")
            },
            Question("get-user-authorized-resources") { directory in
                let user = try directory.users.find("u")
                return try directory.resourceGrants.decisions.list(
                    of: user, in: nil, ResourceGrantFilter()
                ).map { "\($0.resource) \($0.actions.joined(separator: ","))" }.joined(separator: " ")
            },
            Question("get-resource-authorized-targets") { directory in
                let found = try directory.resourceGrants.targets(
                    of: "films", in: nil, type: nil, page: Page(number: 1, limit: 10))
                return found.list.map(\.identifier).joined(separator: " ")
            },
        ]
        + [(ResourceTargetType.user, "u"), (.group, "g"), (.role, "r"), (.department, "d")].map { target in
            Question("get-authorized-resources of \(target.0)") { directory in
                let grants = directory.resourceGrants
                return try grants.list(
                    of: try grants.target(target.0, target.1, in: nil), in: nil, ResourceGrantFilter()
                ).map(\.resource).joined(separator: " ")
            }
        }

    private static let policyQuestions = [
        Question("check-permission") { directory in
            let answers = try directory.dataPolicies.decisions.check(
                try user(directory), may: "get", ["t/n0", "t/n1", "t/n49"], in: "default")
            return "\(answers)"
        },
        Question("check-external-user-permission") { directory in
            let decisions = directory.dataPolicies.decisions
            let external = try decisions.userKey("external", type: .externalId)
            return "\(try decisions.check(external, may: "get", ["t/n0"], in: "default"))"
        },
        Question("get-user-resource-permission-list") { directory in
            let decisions = directory.dataPolicies.decisions
            return
                "\(try decisions.actions(of: try user(directory), on: ["t/n0", "t/n1", "t/n49"], in: "default"))"
        },
        Question("get-user-resource-struct") { directory in
            let found = try directory.dataPolicies.decisions.structure(
                of: "t", in: "default", for: try user(directory))
            return found.tree.map { $0.node["code"]?.string ?? "" }.joined(separator: " ")
        },
        Question("get-user-permission-list") { directory in
            let decisions = directory.dataPolicies.decisions
            let policies = try decisions.policyKeys(ofUser: try user(directory))
            return try decisions.permitted(by: policies, in: nil).flatMap(\.nodes).map(\.path)
                .joined(separator: " ")
        },
        Question("list-resource-targets") { directory in
            let namespaceKey = try directory.dataResources.namespaceKey(of: "default")
            var places = DataPlaces(directory: directory, namespaceKey: namespaceKey)
            let place = try #require(try places.find("t/n49"))
            var people = DataResourceUsers(directory: directory)
            return try people.ids("get", on: place).joined(separator: " ")
        },
    ]

    private let fixture: Fixture
    private var directory: PoolTransaction { fixture.directory }

    /// The user has grants and a policy directly, and by a group, a department and a role.
    init() throws {
        fixture = try Fixture()
        var user = NewUser()
        user.userId = "u"
        user.attributes[.externalId] = "external"
        try fixture.users.create(user)
        let root = try fixture.makeOrganization("o")
        for department in ["d", "e"] { try fixture.makeDepartment(department, below: root) }
        try addHolders("g", "d", "r", user: "u")
        try grant("books", "read", to: .user, "u")
        try grant("books", "write", to: .group, "g")
        try grant("books:1", "hear", to: .department, "d")
        try grant("*", "act", to: .role, "r")
        try grant("films", "see", to: .user, "u")
        let nodes = (0..<50).map { #"{"code":"n\#($0)","name":"n\#($0)"}"# }
        _ = try directory.dataResources.add(
            NewDataResource(
                "t", in: "default", name: "t", structure: try .parsed("[\(nodes.joined(separator: ","))]"),
                actions: ["get", "put"]))
        try addPolicy("own", [0], to: .user, "u")
        try addPolicy("of the group", [48], to: .group, try fixture.groups.get("g").id)
        try addPolicy("of the department", [49], to: .department, "d")
    }

    private func addHolders(_ group: String, _ department: String, _ role: String, user: String) throws {
        try fixture.makeGroup(group)
        try fixture.groups.members.add([user], to: group)
        try fixture.departments.members.add([user], to: DepartmentReference(department, in: "o"))
        _ = try fixture.roles.add(NewRole(code: role))
        try fixture.roles.assignments.assign([RoleReference(role)], to: [.user(user)])
    }

    private func grant(
        _ resource: String, _ action: String, to type: ResourceTargetType, _ identifier: String
    ) throws {
        let grants = directory.resourceGrants
        try grants.grant(
            NewResourceGrant(resource, .data, actions: [action]),
            to: try grants.target(type, identifier, in: nil),
            namespaceKey: try directory.namespaces.key(of: nil))
    }

    private func addPolicy(
        _ name: String, _ nodes: [Int], to type: DataPolicyTargetType, _ id: String
    ) throws {
        let permissions = nodes.flatMap { ["default/t/n\($0)/get", "default/t/n\($0)/put"] }
        let policy = try directory.dataPolicies.add(
            name, description: nil, statements: [DataStatement(.allow, permissions)])
        try directory.dataPolicies.targets.authorize([policy.policyId], to: [(type, id)])
    }

    /// Other users with groups and roles of their own, grants on the same and on other resources, and policies for the
    /// nodes of the same data resource but the last.
    private func addOthers(_ numbers: Range<Int>) throws {
        for number in numbers {
            let name = "other\(number)"
            try fixture.makeUsers(name)
            try addHolders("g\(number)", "e", "r\(number)", user: name)
            for resource in ["books", "books:1", "plays:\(number)"] {
                try grant(resource, "read", to: .user, name)
                try grant(resource, "write", to: .group, "g\(number)")
                try grant(resource, "act", to: .role, "r\(number)")
            }
            try addPolicy(name, Array(0..<10), to: .user, name)
        }
    }

    @Test(
        "A question does not cost more because others may do more",
        arguments: grantQuestions + policyQuestions)
    func others(question: Question) throws {
        let answer = try question.ask(directory)
        #expect(!answer.isEmpty)
        func steps() throws -> Int {
            var found = ""
            let steps = try fixture.connection.steps { found = try question.ask(directory) }
            #expect(found == answer)
            return steps
        }
        // So many that permissions of others are not read any more.
        try addOthers(0..<120)
        let few = try steps()
        try addOthers(120..<360)
        #expect(few > 5, "the question reads nothing")
        #expect(try steps() <= few + 5)
    }
}
