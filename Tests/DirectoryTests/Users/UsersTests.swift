import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Users")
struct UsersTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        var user = NewUser()
        user.userId = "u1"
        user.status = .suspended
        user.gender = .female
        user.emailVerified = true
        user.customData = #"{"level": 1.50}"#
        user.attributes[.email] = "Alice@Example.COM"
        user.attributes[.phone] = "212-456-1111"
        user.attributes[.username] = "Alice"
        user.attributes[.externalId] = "E1"
        try fixture.users.create(user)
    }

    @Test("The user store gives back what was written, e-mail addresses in lower case")
    func fields() throws {
        let user = try fixture.users.find("u1")
        #expect(user.userId == "u1")
        #expect(user.createdAt == fixture.clock.now && user.updatedAt == fixture.clock.now)
        #expect(user.status == .suspended && user.statusChangedAt == nil)
        #expect(user.gender == .female)
        #expect(user.emailVerified && !user.phoneVerified)
        #expect(user.userSourceType == .adminCreated)
        #expect(user.mainDepartmentId == nil)
        #expect(user.customData == #"{"level": 1.50}"#)
        #expect(user.attributes[.email] == "alice@example.com")
        #expect(user.attributes[.name] == nil)
    }

    @Test(
        "The user store finds a user by each kind of id",
        arguments: [
            (.userId, "u1"), (.externalId, "E1"), (.phone, "212-456-1111"), (.email, "alice@example.com"),
            (.email, "ALICE@example.com"), (.username, "Alice"),
        ] as [(UserIdType, String)])
    func found(type: UserIdType, id: String) throws {
        #expect(try fixture.users.find(id, type: type).userId == "u1")
    }

    @Test(
        "The user store finds nobody by another id, another case, or a kind of id that is not emulated",
        arguments: [
            (.userId, "U1"), (.userId, ""), (.userId, "Alice"), (.username, "alice"), (.externalId, "e1"),
            (.phone, "2124561111"), (.identity, "u1"), (.syncRelation, "u1"), (.customField, "u1"),
        ] as [(UserIdType, String)])
    func missing(type: UserIdType, id: String) {
        #expect(throws: UserError.notFound(id: id)) { try fixture.users.find(id, type: type) }
    }

    @Test("The user store makes an id where none is pinned")
    func madeId() throws {
        let key = try fixture.users.create(NewUser())
        #expect(try fixture.users.key(of: "000000000000000000000001") == key)
    }

    @Test(
        "The user store refuses a second user with the same id or key field",
        arguments: [
            (nil, "u1"), (.email, "ALICE@EXAMPLE.com"), (.phone, "212-456-1111"), (.username, "Alice"),
            (.externalId, "E1"),
        ]
            as [(UserAttribute?, String)])
    func taken(attribute: UserAttribute?, value: String) throws {
        var user = NewUser()
        if let attribute { user.attributes[attribute] = value } else { user.userId = value }
        let error = try #require(throws: SQLiteError.self) { try fixture.users.create(user) }
        #expect(error.isUniqueViolation)
        #expect(error.violatedColumns == ["users.\(attribute?.rawValue ?? "userId")"])
    }

    @Test("The user store turns ids into keys, each once, in the order of first mention")
    func keys() throws {
        try fixture.makeUsers("u2", "u3")
        let (one, two, three) = (
            try fixture.users.key(of: "u1"), try fixture.users.key(of: "u2"), try fixture.users.key(of: "u3")
        )
        #expect(try fixture.users.keys(of: ["u3", "u1", "u3", "u2", "u1"]) == [three, one, two])
        #expect(try fixture.users.keys(of: ["u2"]) == [two])
        #expect(try fixture.users.keys(of: []) == [])
        #expect(throws: UserError.notFound(id: "nobody")) {
            try fixture.users.keys(of: ["u1", "nobody"])
        }
    }

    @Test("The user store does not make up the id of a user or department that is gone")
    func keyOfNobody() throws {
        #expect(throws: SQLiteError.self) { try fixture.users.id(of: 999) }
        #expect(throws: SQLiteError.self) { try fixture.departments.id(of: 999) }
    }
}
