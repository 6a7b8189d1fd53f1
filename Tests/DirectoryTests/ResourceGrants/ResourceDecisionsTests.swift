import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Who may do what with common resources: the worked examples of resources.md, and the ways to a grant.
@Suite("Decisions on common resources")
struct ResourceDecisionsTests {
    private let fixture: Fixture
    private var grants: ResourceGrants { fixture.directory.resourceGrants }

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u", "v")
    }

    private func grant(
        _ resource: String, _ actions: [String], type: ResourceType = .data, isDenied: Bool = false,
        to target: ResourceTargetType = .user, _ identifier: String = "u"
    ) throws {
        var new = NewResourceGrant(resource, type, actions: actions)
        new.isDenied = isDenied
        try grants.grant(
            new, to: try grants.target(target, identifier, in: nil),
            namespaceKey: try fixture.directory.namespaces.key(of: nil))
    }

    private func may(_ action: String, _ resource: String, _ user: String = "u") throws -> Bool {
        try grants.decisions.isAllowed(user, action, resource, in: nil)
    }

    private func listed(_ user: String = "u") throws -> [String] {
        try grants.decisions.list(of: try fixture.users.find(user), in: nil, ResourceGrantFilter()).map {
            "\($0.resource) \($0.actions.joined(separator: ","))"
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let resource: String
        let actions: [String]
        let asked: String
        let action: String
        let isAllowed: Bool
        var type = ResourceType.data

        var testDescription: String { "\(resource) \(actions): \(asked) \(action)" }
    }

    @Test(
        "The worked examples of decisions",
        arguments: [
            Example(
                resource: "books:123", actions: ["books:edit"], asked: "books:123", action: "books:edit",
                isAllowed: true),
            Example(
                resource: "books:123", actions: ["books:edit"], asked: "books:123", action: "books:delete",
                isAllowed: false),
            Example(
                resource: "books:123", actions: ["books:*"], asked: "books:123", action: "books:delete",
                isAllowed: true),
            Example(
                resource: "books:123", actions: ["books:*"], asked: "books:123", action: "booksellers:delete",
                isAllowed: false),
            Example(
                resource: "books:*", actions: ["books:edit"], asked: "books:123", action: "books:edit",
                isAllowed: true),
            Example(
                resource: "books:*", actions: ["edit"], asked: "books:123", action: "edit", isAllowed: true),
            Example(
                resource: "ecs", actions: ["start", "stop"], asked: "ecs", action: "start", isAllowed: true),
            Example(
                resource: "ecs", actions: ["ecs:Start"], asked: "ecs:1", action: "ecs:Start", isAllowed: true),
            Example(resource: "*", actions: ["*"], asked: "any:thing", action: "do", isAllowed: true),
            Example(resource: "*:7", actions: ["read"], asked: "any:7", action: "read", isAllowed: true),
            Example(resource: "*:7", actions: ["read"], asked: "any:8", action: "read", isAllowed: false),
            Example(
                resource: "books:123", actions: ["books:edit"], asked: "books", action: "books:edit",
                isAllowed: false),
            Example(
                resource: "books", actions: ["edit"], asked: "bookshelf", action: "edit", isAllowed: false),
            Example(resource: "books", actions: [], asked: "books", action: "edit", isAllowed: false),
            Example(
                resource: "home", actions: [], asked: "home", action: "see", isAllowed: true, type: .menu),
        ])
    func examples(_ example: Example) throws {
        try grant(example.resource, example.actions, type: example.type)
        #expect(try may(example.action, example.asked) == example.isAllowed)
        #expect(try !may(example.action, example.asked, "v"))
    }

    @Test("What is denied is not allowed, also by a grant of another subject")
    func denial() throws {
        try fixture.makeGroup("g")
        try fixture.groups.members.add(["u"], to: "g")
        try grant("books", ["edit", "read"])
        try grant("books:1", ["edit"], isDenied: true, to: .group, "g")
        #expect(try !may("edit", "books:1"))
        #expect(try may("edit", "books:2"))
        #expect(try may("read", "books:1"))
        #expect(try listed() == ["books edit,read"])
        try grant("*", ["edit"], isDenied: true, to: .group, "g")
        #expect(try listed() == ["books read"])
        try grant("books", ["*"], isDenied: true, to: .group, "g")
        #expect(try listed() == [])
    }

    @Test("Grants on the same resource and type are one, with the actions of all")
    func merging() throws {
        try grant("books", ["a", "b"])
        try grant("books:*", ["b", "c"])
        try grant("books", ["d"], type: .api)
        #expect(try listed() == ["books d", "books a,b,c"])
        try grant("home", ["see"], type: .menu)
        try grant("home", [], type: .menu)
        #expect(try may("hide", "home"))
    }

    @Test("Denials of several subjects add up")
    func denials() throws {
        try fixture.makeGroup("g")
        try fixture.groups.members.add(["u"], to: "g")
        try grant("books", ["books:edit", "books:read", "see", "sell"])
        try grant("home", [], type: .menu)
        try grant("books", ["books:*"], isDenied: true)
        try grant("books", ["see"], type: .api, isDenied: true, to: .group, "g")
        try grant("*", ["hide"], isDenied: true, to: .group, "g")
        #expect(try listed() == ["home ", "books sell"])
        try grant("*", ["*"], isDenied: true)
        #expect(try listed() == [])
    }

    @Test("Merging grants on one resource takes no longer than listing as many on different ones")
    func linearMerging() {
        let count = 2_000
        func time(_ resource: (Int) -> String, entries: Int) -> Duration {
            let grants = (0..<2 * count).map { number in
                ResourceGrant(
                    resource: number < count ? resource(number) : "denied:\(number)", type: .data,
                    actions: ["action\(number)"], isDenied: number >= count, description: nil,
                    apiIdentifier: nil)
            }
            let clock = ContinuousClock()
            // The best of some rounds: on a busy machine any one of them may have had to wait.
            return (0..<5).map { _ in
                clock.measure {
                    let permitted = ResourceDecisions.permitted(by: grants, ResourceGrantFilter())
                    #expect(permitted.count == entries)
                }
            }.min() ?? .zero
        }
        // To merge one by one takes some thirty times as long.
        #expect(time({ _ in "books" }, entries: 1) < time({ "books:\($0)" }, entries: count) * 10)
    }

    @Test("Those with grants on a resource are listed by page, each with the actions of all grants")
    func targets() throws {
        try fixture.makeGroup("g")
        for number in 0..<40 { try fixture.makeUsers("n\(number)") }
        for number in 0..<40 { try grant("books", ["a"], to: .user, "n\(number)") }
        for number in 0..<40 { try grant("books:1", ["b", "a"], to: .user, "n\(number)") }
        try grant("books", ["c"], type: .api, to: .user, "n39")
        try grant("*", ["*"], to: .group, "g")
        func page(_ number: Int, _ limit: Int) throws -> Paged<AuthorizedTarget> {
            try grants.targets(of: "books:1", in: nil, type: .user, page: Page(number: number, limit: limit))
        }
        let first = try page(1, 2)
        #expect(first.totalCount == 40)
        #expect(first.list.map(\.identifier) == ["n39", "n38"])
        #expect(first.list.map(\.actions) == [["c", "b", "a"], ["b", "a"]])
        #expect(try page(20, 2).list.map(\.identifier) == ["n1", "n0"])
    }

    @Test("Groups, roles and departments have grants, which end with the membership and with them")
    func subjects() throws {
        try fixture.makeGroup("g")
        _ = try fixture.directory.roles.add(NewRole(code: "r"))
        try grant("books", ["edit"], to: .group, "g")
        try grant("films", ["edit"], to: .role, "r")
        #expect(try [may("edit", "books"), may("edit", "films")] == [false, false])
        try fixture.groups.members.add(["u"], to: "g")
        try fixture.directory.roles.assignments.assign([RoleReference("r")], to: [.user("u")])
        #expect(try [may("edit", "books"), may("edit", "films")] == [true, true])
        #expect(try listed() == ["films edit", "books edit"])
        try fixture.groups.delete(["g"])
        try fixture.directory.roles.delete([RoleReference("r")])
        #expect(try [may("edit", "books"), may("edit", "films")] == [false, false])
    }

    @Test("A deleted resource has no grants on itself and its items")
    func deletedResource() throws {
        let resources = fixture.directory.resources
        for code in ["books", "films:1"] { _ = try resources.add(NewResource(code, .data)) }
        for resource in ["books", "books:1", "films", "films:1"] { try grant(resource, ["edit"]) }
        try resources.delete(try resources.get(["books", "films:1"], in: nil))
        #expect(try listed() == ["films edit"])
    }
}
