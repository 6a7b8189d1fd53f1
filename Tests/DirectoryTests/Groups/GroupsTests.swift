import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Groups")
struct GroupsTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
    }

    private func make(_ code: String, name: String) throws {
        try fixture.groups.create(NewGroup(code: code, name: name))
    }

    private func codes(_ keywords: String?, _ page: Page = .everything) throws -> [String] {
        try fixture.groups.list(keywords: keywords, page: page).list.map(\.code)
    }

    @Test("The group store returns what was written")
    func fields() throws {
        var new = NewGroup(code: "developer", name: "Developers")
        new.description = "They write code"
        new.type = "dynamic"
        new.customData = #"{"a":1}"#
        try fixture.groups.create(new)
        let group = try fixture.groups.get("developer")
        #expect(group.code == "developer" && group.name == "Developers" && group.type == "dynamic")
        #expect(group.description == "They write code" && group.customData == #"{"a":1}"#)
        #expect(group.id == "000000000000000000000001")
    }

    @Test("The group store finds no group by another code", arguments: ["", "Developer", "developer "])
    func missing(code: String) throws {
        try fixture.makeGroup("developer")
        #expect(throws: GroupError.notFound) { try fixture.groups.get(code) }
        #expect(throws: GroupError.notFound) { try fixture.groups.key(of: code) }
    }

    @Test("The group store refuses a second group with the same code")
    func taken() throws {
        try fixture.makeGroup("a")
        let error = try #require(throws: SQLiteError.self) { try fixture.makeGroup("a") }
        #expect(error.violatedColumns == ["groups.code"])
    }

    @Test("The group store lists the newest group first, page by page, with the total of all pages")
    func pages() throws {
        for number in 1...5 { try fixture.makeGroup("g\(number)") }
        #expect(try codes(nil) == ["g5", "g4", "g3", "g2", "g1"])
        #expect(try codes("", Page(number: 2, limit: 2)) == ["g3", "g2"])
        #expect(try codes(nil, Page(number: 4, limit: 2)) == [])
        #expect(try codes(nil, Page(number: .max, limit: .max)) == [])
        #expect(try fixture.groups.list(keywords: nil, page: Page(number: 9, limit: 2)).totalCount == 5)
    }

    @Test(
        "The group store filters by text in code or name in any case of letters",
        arguments: [
            ("dev", ["b", "dev-1"]), ("DEV", ["b", "dev-1"]), ("研发", ["c"]), ("Ärzte", ["d"]),
            ("ärzte", ["d"]), ("ÄRZTE", ["d"]),
            ("arzte", []),
            ("%", []),
            ("_", []), ("1", ["dev-1"]),
        ])
    func keywords(keywords: String, codes: [String]) throws {
        try make("dev-1", name: "One")
        try make("b", name: "All DEVelopers")
        try make("c", name: "研发部")
        try make("d", name: "Ärzte")
        #expect(try self.codes(keywords) == codes)
        #expect(
            try fixture.groups.list(keywords: keywords, page: Page(number: 1, limit: 1)).totalCount
                == codes.count)
    }

    @Test("The group store lists the groups of a user, the newest first")
    func ofUser() throws {
        try fixture.makeUsers("u1", "u2")
        for code in ["a", "b", "c"] { try fixture.makeGroup(code) }
        try fixture.groups.members.add(["u1"], to: "c")
        try fixture.groups.members.add(["u1"], to: "a")
        try fixture.groups.members.add(["u2"], to: "b")
        #expect(try fixture.groups.list(of: fixture.users.find("u1")).map(\.code) == ["c", "a"])
    }
}
