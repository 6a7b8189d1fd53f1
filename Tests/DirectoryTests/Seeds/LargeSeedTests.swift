import Foundation
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Properties of seeds of any size, tested with seeds larger than the window that is kept in memory.
@Suite("Large seeds")
struct LargeSeedTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let users = (0..<6_000).map { number in
        #"{"userId": "u\#(number)", "username": "name-\#(number)", "email": "mail-\#(number)@example.com"}"#
    }.joined(separator: ",\n")

    /// Names by id and by username, some of them twice.
    private static func names(_ count: Int, step: Int = 7) -> String {
        (0..<count).map { number in
            let user = number * step % 6_000
            return number % 3 == 0 ? #""name-\#(user)""# : #""u\#(user)""#
        }.joined(separator: ", ")
    }

    private static let groups = (0..<40).map { number in
        let members = names(number == 3 ? 30_000 : 20 * number, step: number + 1)
        return #"{"members": [\#(members)], "code": "g\#(number)", "name": "G"}"#
    }.joined(separator: ", ")

    private static func department(_ name: String, _ children: String = "") -> String {
        #"{"children": [\#(children)], "name": "\#(name)", "departmentId": "\#(name)", "members": [\#(names(900, step: 11))], "leaderUserIds": ["u1", "name-1", "u2"]}"#
    }

    private static let organizations: String = {
        let leaves = (0..<30).map { department("leaf-\($0)") }.joined(separator: ", ")
        return
            #"{"organizationCode": "o", "organizationName": "O", "departments": [\#(department("top", leaves))]}"#
    }()

    private static let inOrder =
        #""users": [\#(users)], "groups": [\#(groups)], "organizations": [\#(organizations)]"#
    private static let reversed =
        #""organizations": [\#(organizations)], "groups": [\#(groups)], "users": [\#(users)]"#

    /// Long members of a user, and whether they are accepted.
    @Test(
        "Large seeds are refused at a single text or object that could not be held",
        arguments: [
            (15, false, true), (17, false, false), (40, false, false), (15, true, true), (17, true, false),
            (40, true, false),
        ])
    func longPiece(mebibytes: Int, inPieces: Bool, isAccepted: Bool) throws {
        let piece = String(repeating: "x", count: 1_024 * 1_024 - 16)
        let value =
            inPieces
            ? "{" + (0..<mebibytes).map { #""n\#($0)": "\#(piece)""# }.joined(separator: ",") + "}"
            : #"{"n": ""# + String(repeating: piece, count: mebibytes) + #""}"#
        let seed = SeedText.pool(#""users": [{"userId": "u"}, {"userId": "v", "customData": \#(value)}]"#)
        let path = folder.file("seed.json")
        try Data(seed.utf8).write(to: URL(filePath: path))
        guard !isAccepted else {
            try SeedFormat.directory.check(try SeedFormat.directory.read(path), environment: .fake())
            return
        }
        let error = try #require(throws: SeedError.self) {
            try SeedFormat.directory.check(try SeedFormat.directory.read(path), environment: .fake())
        }
        #expect(
            "\(error)".contains("line 1, column ") && "\(error)".contains("longer than 16 MiB"), "\(error)")
    }

    private func export(_ text: String, isLarge: Bool) throws -> [UInt8] {
        let connection = try Connection(path: folder.file("built.sqlite"))
        defer { try? FileSystem.removeDatabase(folder.file("built.sqlite")) }
        try connection.configureForBulkInsert()
        let pool = try #require(try SeedText.parse(text).first)
        try pool.build(on: connection, environment: .fake(), isLarge: isLarge)
        try connection.finishBulkInsert()
        #expect(try connection.first(SQL("PRAGMA integrity_check")) { $0.text(0) } == "ok")
        #expect(try connection.all(SQL("PRAGMA foreign_key_check")) { $0.text(0) } == [])
        let wrongCounts = SQL(
            """
            SELECT name FROM groups WHERE membersCount <> (SELECT count(*) FROM group_members WHERE groupKey = key)
            UNION ALL SELECT name FROM departments
            WHERE membersCount <> (SELECT count(*) FROM department_members WHERE departmentKey = key)
            """)
        #expect(try connection.all(wrongCounts) { $0.text(0) } == [])
        return try SeedFormat.directory.text(of: connection)
    }

    @Test("Large seeds make the same pool as small ones, whatever the order of the sections")
    func sections() throws {
        let expected = try export(SeedText.pool(Self.inOrder), isLarge: false)
        for text in [Self.inOrder, Self.reversed] {
            #expect(try export(SeedText.pool(text), isLarge: true) == expected)
        }
    }

    @Test(
        "Large seeds make a file with the schema and the index of keywords that others have",
        arguments: [false, true])
    func schema(isLarge: Bool) throws {
        func schema(of connection: Connection) throws -> [String] {
            try connection.all(SQL("SELECT type || name || ifnull(sql, '') FROM sqlite_schema ORDER BY 1")) {
                $0.text(0)
            }
        }
        let empty = try Connection(path: ":memory:")
        try PoolDefinition.directory.schema.migrate(empty)
        let connection = try Connection(path: ":memory:")
        let pool = try #require(try SeedText.parse(SeedText.pool(Self.inOrder)).first)
        try pool.build(on: connection, environment: .fake(), isLarge: isLarge)
        #expect(try schema(of: connection) == schema(of: empty))
        let users = PoolTransaction(connection: connection, environment: .fake()).users
        let columns = [try #require(UserColumn.named("email"))]
        #expect(try users.texts.keys(having: "mail-4321@", in: columns).count == 1)
        #expect(try connection.first(SQL("SELECT count(*) FROM user_texts_to_index")) { $0.integer(0) } == 0)
        // What changes afterwards waits to be indexed, as ever.
        var user = NewUser()
        user.attributes[.email] = "later@example.com"
        try users.create(user)
        #expect(try connection.first(SQL("SELECT count(*) FROM user_texts_to_index")) { $0.integer(0) } == 1)
    }

    @Test("Large seeds are read through a sliding window, and an unknown member is reported with its place")
    func unknownMember() throws {
        let text = SeedText.pool(
            #""users": [\#(Self.users)], "groups": [{"code": "g", "name": "G", "members": [\#(Self.names(40_000)), "no\u0062ody"]}]"#
        )
        let error = try #require(throws: SeedError.self) { try SeedText.check(text) }
        #expect(
            "\(error)"
                == "seed.json: userPools[0].groups[0].members[40000]: no user of this pool has the userId or username \"nobody\""
        )
    }

    @Test("Large seeds name the line and column where they stop being JSON, far behind the beginning")
    func notJSON() throws {
        let text = SeedText.pool(#""users": [\#(Self.users)], "groups": [\#(Self.groups) 7]"#)
        let error = try #require(throws: SeedError.self) { try SeedText.parse(text) }
        let before = text.prefix(upTo: try #require(text.range(of: " 7]")).lowerBound)
        let line = before.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            "\(error)"
                == "seed.json: not valid JSON: line \(line.count), column \((line.last?.count ?? 0) + 2): a comma or the closing bracket is expected here"
        )
    }
}
