import JSON
import PoolTestSupport
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Targets of data policies")
struct DataPolicyTargetsTests {
    private let fixture: Fixture
    private let policy: DataPolicy
    private var targets: DataPolicyTargets { fixture.directory.dataPolicies.targets }

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u", "v")
        _ = try fixture.directory.dataResources.add(
            NewDataResource(
                "r", in: "default", name: "R", structure: try .parsed(#""x""#), actions: ["get"]))
        policy = try fixture.directory.dataPolicies.add(
            "p", description: nil, statements: [DataStatement(.allow, ["default/r/get"])])
    }

    @Test("Authorizing again keeps the time and the order, and publishes those who are new")
    func again() throws {
        try targets.authorize([policy.policyId], to: [(.user, "u")])
        let first = fixture.clock.now
        fixture.clock.advance()
        _ = fixture.directory.takeEvents()
        try targets.authorize([policy.policyId], to: [(.user, "v"), (.user, "u")])
        let listed = try targets.list(of: policy)
        #expect(listed.map(\.id) == ["u", "v"])
        #expect(listed.map(\.authorizedAt) == [first, fixture.clock.now])
        #expect(fixture.directory.takeEvents().count == 1)
        try targets.authorize([policy.policyId], to: [(.user, "u")])
        #expect(fixture.directory.takeEvents().isEmpty)
    }

    @Test("A user who is deleted or resigns has no policy")
    func leaving() throws {
        try targets.authorize([policy.policyId], to: [(.user, "u"), (.user, "v")])
        try fixture.users.resign([try fixture.users.find("u")])
        #expect(try targets.list(of: policy).map(\.id) == ["v"])
        try fixture.users.delete([try fixture.users.find("v")])
        #expect(try targets.list(of: policy).isEmpty)
    }
}
