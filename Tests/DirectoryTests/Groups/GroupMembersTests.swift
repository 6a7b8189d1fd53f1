import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Members of groups")
struct GroupMembersTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2", "u3", "u4")
        try fixture.makeGroup("a")
        try fixture.makeGroup("b")
    }

    private func add(_ userIds: [String], to code: String = "a") throws {
        try fixture.groups.members.add(userIds, to: code)
    }

    private func members(_ code: String = "a", _ page: Page = .everything) throws -> [String] {
        try fixture.groups.members.list(of: code, page: page).list.map(\.userId)
    }

    @Test("Group membership lists the member who joined last first")
    func order() throws {
        try add(["u2", "u1"])
        try add(["u3"])
        #expect(try members() == ["u3", "u1", "u2"])
        #expect(try members("b") == [])
    }

    @Test("Group membership adds a user who is named twice once")
    func duplicates() throws {
        try add(["u1", "u2", "u1", "u1"])
        #expect(try members() == ["u2", "u1"])
    }

    @Test("Adding existing members keeps their time and position")
    func again() throws {
        let start = fixture.clock.now.milliseconds
        try add(["u1", "u2"])
        fixture.clock.advance()
        try add(["u3", "u1", "u4"])
        #expect(try members() == ["u4", "u3", "u2", "u1"])
        let times = try fixture.numbers("SELECT joinedAt FROM group_members ORDER BY joinOrder")
        #expect(times == [start, start, start + 1_000, start + 1_000])
    }

    @Test("Group membership does not change when one of the ids is unknown", arguments: [0, 1, 2])
    func unknownUser(position: Int) throws {
        var ids = ["u1", "u2"]
        ids.insert("nobody", at: position)
        #expect(throws: UserError.notFound(id: "nobody")) { try add(ids) }
        #expect(try members() == [])
    }

    @Test("Group membership refuses an unknown group, whoever is named")
    func unknownGroup() {
        #expect(throws: GroupError.notFound) { try add(["u1"], to: "c") }
        #expect(throws: GroupError.notFound) { try add(["nobody"], to: "c") }
        #expect(throws: GroupError.notFound) { try members("c") }
    }

    @Test("Group membership pages through the members with the total of all pages")
    func pages() throws {
        try add(["u1", "u2", "u3"])
        #expect(try members("a", Page(number: 1, limit: 2)) == ["u3", "u2"])
        #expect(try members("a", Page(number: 2, limit: 2)) == ["u1"])
        let beyond = try fixture.groups.members.list(of: "a", page: Page(number: 3, limit: 2))
        #expect(beyond.list.isEmpty && beyond.totalCount == 3)
    }

    @Test(
        "Group membership agrees with a plain model over many random additions",
        arguments: 1...5 as ClosedRange<UInt64>)
    func model(seed: UInt64) throws {
        struct Member: Equatable {
            let id: String
            let joinedAt: Int64
        }
        let random = SeededRandom(seed: seed)
        var model: [String: [Member]] = ["a": [], "b": []]
        for _ in 0..<300 {
            fixture.clock.advance()
            let code = ["a", "b"][random.below(2)]
            let ids = (0..<random.below(5)).map { _ in
                ["u1", "u2", "u3", "u4", "nobody"][random.below(30) % 5]
            }
            do {
                try add(ids, to: code)
                for id in ids where model[code]?.contains(where: { $0.id == id }) == false {
                    model[code]?.append(Member(id: id, joinedAt: fixture.clock.now.milliseconds))
                }
            } catch UserError.notFound {
                #expect(ids.contains("nobody"))
            }
        }
        for (code, expected) in model {
            #expect(try members(code) == expected.reversed().map(\.id))
            #expect(try fixture.groups.members.list(of: code, page: .everything).totalCount == expected.count)
            let times = try fixture.numbers(
                """
                SELECT joinedAt FROM group_members JOIN groups ON key = groupKey WHERE code = '\(code)'
                ORDER BY joinOrder
                """)
            #expect(times == expected.map(\.joinedAt))
        }
        let counts = try fixture.numbers("SELECT membersCount FROM groups ORDER BY key")
        let real = try fixture.numbers(
            "SELECT (SELECT count(*) FROM group_members WHERE groupKey = key) FROM groups ORDER BY key")
        #expect(counts == real)
    }
}
