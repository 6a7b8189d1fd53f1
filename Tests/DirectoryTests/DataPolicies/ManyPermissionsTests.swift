import JSON
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Decisions on a data resource with so many permissions that they are read in other ways.
@Suite("Many data permissions")
struct ManyPermissionsTests {
    /// How many policies there are, how many permissions each has, and every how manieth policy the user has.
    struct Size: Sendable, CustomTestStringConvertible {
        let policies: Int
        let permissions: Int
        let step: Int

        var testDescription: String { "\(policies) of \(permissions), one in \(step)" }
    }

    private struct Permission {
        let node: Int
        let action: String
        let isDenied: Bool
    }

    private static let nodes = 12
    private static let actions = ["get", "put", "*"]

    private let fixture: Fixture
    private var decisions: DataDecisions { fixture.directory.dataPolicies.decisions }

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u", "v")
        let nodes = (0..<Self.nodes).map { #"{"code":"n\#($0)","name":"n\#($0)"}"# }
        for code in ["t", "other"] {
            _ = try fixture.directory.dataResources.add(
                NewDataResource(
                    code, in: "default", name: code,
                    structure: try .parsed("[\(nodes.joined(separator: ","))]"), actions: ["get", "put"]))
        }
    }

    /// Allows everything on another data resource, whose nodes have the same paths.
    private func allowOther() throws {
        let statement = DataStatement(.allow, (0..<Self.nodes).map { "default/other/n\($0)/*" })
        let policy = try fixture.directory.dataPolicies.add(
            "other", description: nil, statements: [statement])
        try fixture.directory.dataPolicies.targets.authorize([policy.policyId], to: [(.user, "u")])
    }

    /// Makes policies, and returns the permissions of those of the user.
    private func makePolicies(_ size: Size) throws -> [Permission] {
        var own: [Permission] = []
        for number in 0..<size.policies {
            let isOwn = number % size.step == 0
            let isDenied = number % 5 == 0
            // One policy denies little, and different policies are about different nodes.
            let permissions = (0..<size.permissions).map { place in
                Permission(
                    node: (number + place % 3) % Self.nodes, action: Self.actions[(number / 2 + place) % 3],
                    isDenied: isDenied)
            }
            let statement = DataStatement(
                isDenied ? .deny : .allow, permissions.map { "default/t/n\($0.node)/\($0.action)" })
            let policy = try fixture.directory.dataPolicies.add(
                "p\(number)", description: nil, statements: [statement])
            try fixture.directory.dataPolicies.targets.authorize(
                [policy.policyId], to: [(.user, isOwn ? "u" : "v")])
            if isOwn { own += permissions }
        }
        return own
    }

    private func expected(_ own: [Permission], _ node: Int) -> [String] {
        ["get", "put"].filter { action in
            let about = own.filter { $0.node == node && ($0.action == action || $0.action == "*") }
            return !about.isEmpty && !about.contains(where: \.isDenied)
        }
    }

    @Test(
        "Answers are the same in whichever way many permissions are read",
        arguments: [
            Size(policies: 30, permissions: 3, step: 3), Size(policies: 400, permissions: 6, step: 1_000),
            Size(policies: 400, permissions: 6, step: 67), Size(policies: 400, permissions: 6, step: 4),
            Size(policies: 400, permissions: 6, step: 1), Size(policies: 100, permissions: 100, step: 1),
            Size(policies: 100, permissions: 100, step: 13), Size(policies: 96, permissions: 9, step: 7),
        ])
    func answers(size: Size) throws {
        let own = try makePolicies(size)
        try allowOther()
        let user = try decisions.userKey("u", type: .userId)
        let places = (0..<Self.nodes).map { "t/n\($0)" }
        let expected = (0..<Self.nodes).map { self.expected(own, $0) }
        #expect(try decisions.actions(of: user, on: places, in: "default") == expected)
        for action in ["get", "put"] {
            let answers = try decisions.check(user, may: action, places, in: "default")
            #expect(answers == expected.map { $0.contains(action) })
        }
        let found = try decisions.structure(of: "t", in: "default", for: user)
        let shown = found.tree.map {
            "\($0.node["code"]?.string ?? "")\($0.actions.names(of: found.resource))"
        }
        let permitted = expected.enumerated().filter { !$0.element.isEmpty }
        #expect(shown == permitted.map { "n\($0.offset)\($0.element)" })
    }
}
