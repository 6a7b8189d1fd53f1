import SQLite

@testable import Directory
@testable import Seeds

/// The contents of a pool that the campaign changes.
struct CampaignState: Equatable, Codable, Sendable {
    /// By user id.
    var nicknames: [String: String] = [:]
    /// The user ids of the members by the group's code.
    var groups: [String: Set<String>] = [:]
    /// The user ids of the members by the department's id; without the organization's root.
    var departments: [String: Set<String>] = [:]
}

extension CampaignState {
    private static let users = SQL("SELECT userId, nickname FROM users")
    private static let groups = SQL("SELECT code FROM groups")
    private static let groupMembers = SQL(
        "SELECT g.code, u.userId FROM group_members m JOIN groups g ON g.key = m.groupKey JOIN users u ON u.key = m.userKey"
    )
    private static let departments = SQL("SELECT departmentId FROM departments WHERE parentKey IS NOT NULL")
    private static let departmentMembers = SQL(
        """
        SELECT d.departmentId, u.userId FROM department_members m
        JOIN departments d ON d.key = m.departmentKey JOIN users u ON u.key = m.userKey
        """)

    /// Reads the tables directly, without the code under test.
    init(of connection: Connection) throws {
        for (id, nickname) in try connection.all(Self.users, read: { ($0.text(0), $0.text(1)) }) {
            nicknames[id] = nickname
        }
        for code in try connection.all(Self.groups, read: { $0.text(0) }) { groups[code] = [] }
        for (code, user) in try connection.all(Self.groupMembers, read: { ($0.text(0), $0.text(1)) }) {
            groups[code]?.insert(user)
        }
        for id in try connection.all(Self.departments, read: { $0.text(0) }) { departments[id] = [] }
        for (id, user) in try connection.all(Self.departmentMembers, read: { ($0.text(0), $0.text(1)) }) {
            departments[id]?.insert(user)
        }
    }
}

/// What becomes of a pool: its present state, and the states it can go back to.
struct CampaignPool: Equatable, Codable, Sendable {
    var state: CampaignState
    /// By name, `seed` among them.
    var snapshots: [String: CampaignState]

    /// A pool that begins.
    init(beginningWith state: CampaignState) {
        self.state = state
        snapshots = ["seed": state]
    }

    init(state: CampaignState, snapshots: [String: CampaignState]) {
        self.state = state
        self.snapshots = snapshots
    }

    mutating func take(_ name: String) {
        snapshots[name] = state
    }

    mutating func restore(_ name: String) {
        if let kept = snapshots[name] { state = kept }
    }
}

/// The seed of the campaign's two pools, and what it makes.
enum CampaignSeed {
    static let poolIds = ["p1", "p2"]
    static let organization = "o"

    static let text = SeedText.pools(
        poolIds.map { id in
            SeedText.object(
                #""users": [{"userId": "u1", "nickname": "first u1"}, {"userId": "u2", "nickname": "first u2"}], "#
                    + #""groups": [{"code": "g", "name": "G", "members": ["u1"]}], "#
                    + #""organizations": [{"organizationCode": "o", "organizationName": "O", "departments": "#
                    + #"[{"departmentId": "d", "name": "D", "members": ["u2"]}]}], "#
                    + #""accessKeys": [{"id": "key of \#(id)", "secret": "s"}]"#, id: id)
        }.joined(separator: ", "))

    static let pool = CampaignPool(
        beginningWith: CampaignState(
            nicknames: ["u1": "first u1", "u2": "first u2"], groups: ["g": ["u1"]], departments: ["d": ["u2"]]
        ))
}
