import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Keywords are found by an index that only proposes users; the plain search through all columns is the measure.
@Suite("Searching the texts of users")
struct UserTextsTests {
    private static let usual = ["phone", "email", "name", "username", "nickname", "identityNumber"]
    private static let further = ["userId", "externalId", "company", "address", "website"]
    private static let alphabet: [Unicode.Scalar] =
        Array("aAbBkKsSé0 %_\"\\'*()-:\n".unicodeScalars)
        + ["\u{0}", "\u{1F}", "\u{212A}", "ſ", "É", "İ", "张", "伟", "王", "😀", "\u{301}", "\u{FEFF}"]
        + ["é", "ß", "ẞ", "Σ", "ς", "Ж", "ж", "Ǆ", "ǆ", "ﬁ", "ı"]

    private let fixture: Fixture
    private let random = SeededRandom(seed: 7)

    init() throws {
        fixture = try Fixture()
    }

    /// The ids of users with a text in one of the columns, newest first, found by reading all users.
    private func scan(_ keywords: String, _ columns: [String]) throws -> [String] {
        let keywords = Array(keywords.lowercased().uppercased().lowercased().utf8)
        let users = try fixture.connection.all(
            SQL("SELECT userId, \(columns.joined(separator: ", ")) FROM users ORDER BY key DESC")
        ) { row in
            (row.text(0), columns.indices.map { row.optionalText(Int32($0) + 1) })
        }
        return users.filter { _, texts in
            texts.contains { text in
                guard let text else { return false }
                return Array(text.lowercased().uppercased().lowercased().utf8).contains(keywords)
            }
        }.map(\.0)
    }

    private func search(_ keywords: String, _ columns: [String]) throws -> [String] {
        var query = UserQuery()
        query.keywords = keywords
        query.searched = columns.compactMap(UserColumn.named)
        let found = try fixture.users.list(query, page: .everything)
        #expect(found.totalCount == found.list.count)
        return found.list.map(\.userId)
    }

    private func text(length: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<length { text.append(Self.alphabet[random.below(Self.alphabet.count)]) }
        return String(text)
    }

    private func attributes() -> UserAttributes {
        var attributes = UserAttributes()
        for attribute in [UserAttribute.name, .nickname, .company, .address, .identityNumber, .website]
        where random.below(2) == 0 {
            attributes[attribute] = text(length: random.below(9))
        }
        if random.below(2) == 0 { attributes[.username] = text(length: 12) }
        return attributes
    }

    /// Makes, changes and removes users, and brings the index up to date now and then.
    private func live(steps: Int) throws {
        for _ in 0..<steps {
            let ids = try scan("", ["userId"])
            switch random.below(10) {
            case 0 where !ids.isEmpty:
                try fixture.users.delete([try fixture.users.find(ids[random.below(ids.count)])])
            case 1...3 where !ids.isEmpty:
                var changes = UserChanges()
                changes.attributes = attributes()
                let user = try fixture.users.find(ids[random.below(ids.count)])
                _ = try? fixture.users.update(user, with: changes)
            case 4 where random.below(3) == 0:
                try fixture.users.texts.index()
            default:
                var user = NewUser()
                user.attributes = attributes()
                _ = try? fixture.users.add(user, departmentIds: [], type: .departmentId)
            }
        }
    }

    /// A part of what some user has, in the letters of any case; or any text.
    private func keywords() throws -> String {
        let texts = try fixture.connection.all(SQL("SELECT usual || further FROM user_texts")) { $0.text(0) }
        guard random.below(5) > 0, let whole = texts.isEmpty ? nil : texts[random.below(texts.count)] else {
            return text(length: 1 + random.below(5))
        }
        let scalars = Array(whole.unicodeScalars)
        let length = min(1 + random.below(random.below(4) == 0 ? 20 : 5), scalars.count)
        let start = random.below(scalars.count - length + 1)
        var part = String.UnicodeScalarView()
        part.append(contentsOf: scalars[start..<(start + length)])
        let keywords = String(part)
        return random.below(2) == 0 ? keywords.uppercased() : keywords
    }

    @Test(
        "A keyword search for users finds whom a plain search finds, whatever was made, changed, removed and indexed before"
    )
    func differential() throws {
        var found = 0
        for _ in 0..<40 {
            try live(steps: 12)
            for _ in 0..<12 {
                let keywords = try keywords()
                let all = Self.usual + Self.further
                for columns in [
                    Self.usual, [all[random.below(all.count)], all[random.below(all.count)]], all,
                ] {
                    let expected = try scan(keywords, columns)
                    found += expected.count
                    #expect(
                        try search(keywords, columns) == expected,
                        "\(keywords.unicodeScalars.map(\.value)) in \(columns)")
                }
            }
        }
        #expect(found > 1_000)
    }

    @Test(
        "A keyword search for users accepts characters as they are, none of them as a wildcard",
        arguments: [
            ("100%", "100_ 1000"), ("a_b", "axb"), ("a*b", "aab"), ("\"or\"", "or"), ("a\\b", "ab"),
            ("x OR y", "x y"),
            ("-abc", "abc"), ("a\u{0}bc", "abc"), ("张伟强", "张伟"),
        ])
    func wildcards(name: String, other: String) throws {
        for name in [name, other] {
            var user = NewUser()
            user.attributes[.name] = "<\(name)>"
            try fixture.users.create(user)
        }
        for _ in 0..<2 {
            #expect(try search(name, Self.usual).count == 1)
            #expect(try search("<\(name)>", ["name"]).count == 1)
            try fixture.users.texts.index()
        }
    }

    @Test("A keyword search for users reindexes after many changes, and removes everything of a deleted user")
    func waiting() throws {
        let most = Int(UserTexts.mostWaiting)
        for number in 0..<(most + 10) {
            var user = NewUser()
            user.attributes[.name] = "number \(number)"
            try fixture.users.create(user)
        }
        let count = "SELECT count(*) FROM user_texts_to_index"
        #expect(try fixture.numbers(count) == [10])
        #expect(try search("number 777", Self.usual).count == 1)
        #expect(try search("number", Self.usual).count == most + 10)
        let everybody = try fixture.users.list(UserQuery(), page: .everything).list
        try fixture.users.delete(everybody)
        #expect(try fixture.numbers(count) == [0])
        let found = SQL("SELECT count(*) FROM user_text_index WHERE user_text_index MATCH '\"num\"'")
        #expect(try fixture.connection.first(found) { $0.integer(0) } == 0)
    }

    @Test(
        "A keyword search for users finds the same after the user's own text was given up by another change")
    func changed() throws {
        var user = NewUser()
        user.userId = "u"
        user.attributes[.name] = "before"
        try fixture.users.create(user)
        try fixture.users.texts.index()
        var changes = UserChanges()
        changes.attributes[.name] = "afterwards"
        _ = try fixture.users.update(try fixture.users.find("u"), with: changes)
        for _ in 0..<2 {
            #expect(try search("before", Self.usual) == [])
            #expect(try search("AFTER", Self.usual) == ["u"])
            try fixture.users.texts.index()
        }
    }
}
