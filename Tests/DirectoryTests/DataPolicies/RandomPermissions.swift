import PoolTestSupport

@testable import Directory
@testable import PoolEngine

/// A pool with users, groups, departments, roles and data policies that are drawn at random.
struct RandomPermissions {
    static let userIds = (0..<12).map { "u\($0)" }
    static let places = ["t1/a", "t1/a/b", "t1/c", "t2/a", "t2/c", "s", "l"]

    let fixture: Fixture
    var directory: PoolTransaction { fixture.directory }

    /// Draws a pool.
    ///
    /// - Parameter seed: the same pool for the same number.
    /// - Throws: what the directory throws.
    init(seed: UInt64) throws {
        fixture = try Fixture()
        var dice = Dice(state: seed)
        try makeResources()
        try makePolicies(try makeHolders(&dice), &dice)
        var changes = DataResourceChanges()
        changes.structure = try .parsed(#"[{"code":"c","name":"C"}]"#)
        _ = try directory.dataResources.update("t2", in: "default", changes)
    }

    /// Numbers that are the same in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func makeResources() throws {
        let tree = #"[{"code":"a","name":"A","children":[{"code":"b","name":"B"}]},{"code":"c","name":"C"}]"#
        for (code, structure) in [("t1", tree), ("t2", tree), ("s", #""x""#), ("l", #"["y"]"#)] {
            _ = try directory.dataResources.add(
                NewDataResource(
                    code, in: "default", name: code, structure: try .parsed(structure),
                    actions: ["get", "put"]))
        }
    }

    /// Users in groups, departments and roles; some assignments are over, and one role is disabled.
    private func makeHolders(_ dice: inout Dice) throws -> [(type: DataPolicyTargetType, id: String)] {
        var targets: [(type: DataPolicyTargetType, id: String)] = []
        let users = Self.userIds
        for user in users { try fixture.makeUsers(user) }
        targets += users.map { (.user, $0) }
        let root = try fixture.makeOrganization("o")
        for number in 0..<3 {
            let name = "x\(number)"
            try fixture.makeGroup(name)
            try fixture.groups.members.add(users.filter { _ in Bool.random(using: &dice) }, to: name)
            targets.append((.group, try fixture.groups.get(name).id))
            try fixture.makeDepartment(name, below: root)
            let department = DepartmentReference(name, in: "o")
            try fixture.departments.members.add(
                users.filter { _ in Bool.random(using: &dice) }, to: department)
            targets.append((.department, name))
            var role = NewRole(code: name)
            role.status = number == 2 ? .disabled : .enabled
            let id = try fixture.roles.add(role).id
            targets.append((.role, id))
            var times = RoleAssignmentTimes()
            let now = fixture.clock.now.milliseconds
            times.endTime = Timestamp(milliseconds: Bool.random(using: &dice) ? now - 1 : now + 10_000_000)
            let holders = users.filter { _ in Bool.random(using: &dice) }.map { RoleHolder.user($0) }
            try fixture.roles.assignments.assign(
                [RoleReference(name)], to: holders + [.department("x0")], times: times)
        }
        return targets
    }

    private func makePolicies(_ targets: [(type: DataPolicyTargetType, id: String)], _ dice: inout Dice)
        throws
    {
        let actions = ["get", "put", "*"]
        for number in 0..<10 {
            let permissions = (0..<3).map { _ in
                let place = Self.places[Int.random(in: 0..<Self.places.count, using: &dice)]
                return "default/\(place)/\(actions[Int.random(in: 0..<actions.count, using: &dice)])"
            }
            let policy = try directory.dataPolicies.add(
                "p\(number)", description: nil,
                statements: [DataStatement(number % 3 == 0 ? .deny : .allow, permissions)])
            let chosen = targets.filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }
            try directory.dataPolicies.targets.authorize([policy.policyId], to: chosen)
        }
    }
}
