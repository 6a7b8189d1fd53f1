import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Passwords, one-time passwords and second factors of users, and the events of their changes.
@Suite("Credentials of users")
struct UserCredentialsTests {
    private let fixture: Fixture
    private let user: User

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1", "u2")
        user = try fixture.users.find("u1")
        _ = fixture.directory.takeEvents()
    }

    private static let otp = OtpSecret(secret: "s", recoveryCode: "r")

    @Test("A user's password is kept as a hash, with the time it was set")
    func password() throws {
        #expect(user.passwordLastSetAt == nil && !user.resetPasswordOnNextLogin)
        #expect(try fixture.users.passwordHash(of: user) == nil)
        fixture.clock.advance()
        var changes = UserChanges()
        changes.password = .clear("secret")
        changes.resetPasswordOnNextLogin = true
        let changed = try fixture.users.update(user, with: changes)
        #expect(changed.passwordLastSetAt == fixture.clock.now && changed.updatedAt == fixture.clock.now)
        #expect(changed.resetPasswordOnNextLogin)
        let hash = try #require(try fixture.users.passwordHash(of: changed))
        #expect(!hash.text.contains("secret"))
        #expect(
            fixture.directory.takeEvents() == [
                PoolEvent(.userUpdated, "u1"), PoolEvent(.userPasswordChanged, "u1"),
            ])
        #expect(try fixture.users.passwordHash(of: try fixture.users.find("u2")) == nil)
    }

    @Test("Other changes keep a user's password, and a password can be changed alone")
    func apart() throws {
        var changes = UserChanges()
        changes.password = .clear("secret")
        _ = try fixture.users.update(user, with: changes)
        let hash = try fixture.users.passwordHash(of: user)
        var others = UserChanges()
        others.gender = .male
        let since = fixture.clock.now
        fixture.clock.advance()
        let changed = try fixture.users.update(user, with: others)
        #expect(try fixture.users.passwordHash(of: user) == hash)
        #expect(changed.passwordLastSetAt == since)
        var reset = UserChanges()
        reset.resetPasswordOnNextLogin = true
        #expect(try fixture.users.update(user, with: reset).passwordLastSetAt == since)
    }

    @Test("A new user has the credentials it is created with")
    func creation() throws {
        var new = NewUser()
        new.userId = "new"
        new.password = .clear("secret")
        new.resetPasswordOnNextLogin = true
        new.otp = Self.otp
        new.mfa = UserMfa()
        let made = try fixture.users.add(new, departmentIds: [], type: .departmentId)
        #expect(made.passwordLastSetAt == fixture.clock.now && made.resetPasswordOnNextLogin)
        #expect(try fixture.users.passwordHash(of: made) != nil)
        #expect(try fixture.users.otp(of: made) == Self.otp)
        #expect(try fixture.users.mfa(of: made) == UserMfa())
        #expect(fixture.directory.takeEvents().last == PoolEvent(.userCreated, "new"))
    }

    @Test("An import of one-time passwords replaces earlier ones and publishes an event for each user")
    func otp() throws {
        try fixture.users.importOtp([("u1", Self.otp), ("u2", Self.otp)])
        try fixture.users.importOtp([("u1", OtpSecret(secret: "t", recoveryCode: nil))])
        #expect(try fixture.users.otp(of: user) == OtpSecret(secret: "t", recoveryCode: nil))
        #expect(try fixture.users.otp(of: try fixture.users.find("u2")) == Self.otp)
        #expect(fixture.directory.takeEvents().map(\.subject) == ["u1", "u2", "u1"])
        #expect(throws: UserError.notFound(id: "nobody")) {
            try fixture.users.importOtp([("nobody", Self.otp)])
        }
    }

    @Test("Second factors keep their order, are set as a whole, and publish an event")
    func mfa() throws {
        #expect(try fixture.users.mfa(of: user) == nil)
        var mfa = UserMfa()
        mfa.mfaToken = "token"
        mfa.mfaPhone = "1"
        mfa.mfaPhoneCountryCode = "+86"
        mfa.mfaEmail = "a@b.c"
        mfa.faceMfaEnabled = true
        mfa.totpMfaEnabled = false
        mfa.applicationMfa = [
            .init(mfaPolicy: "SMS", status: 1, sort: 2), .init(mfaPolicy: "EMAIL", status: -1, sort: 0),
            .init(mfaPolicy: "SMS", status: 1, sort: 2),
        ]
        try fixture.users.setMfa(mfa, of: user)
        #expect(try fixture.users.mfa(of: user) == mfa)
        mfa.applicationMfa.removeFirst()
        mfa.mfaPhone = nil
        try fixture.users.setMfa(mfa, of: user)
        #expect(try fixture.users.mfa(of: user) == mfa)
        let event = PoolEvent(.userUpdated, "u1")
        #expect(fixture.directory.takeEvents() == [event, event])
    }

    @Test("The credentials of a deleted user are deleted")
    func deletion() throws {
        try fixture.users.importOtp([("u1", Self.otp)])
        var mfa = UserMfa()
        mfa.applicationMfa = [.init(mfaPolicy: "SMS", status: 1, sort: 0)]
        try fixture.users.setMfa(mfa, of: user)
        try fixture.users.delete([user])
        for table in ["user_otp_secrets", "user_mfa", "user_mfa_factors"] {
            #expect(try fixture.numbers("SELECT count(*) FROM \(table)") == [0])
        }
    }

    @Test("Statements on credentials read no whole table")
    func plans() throws {
        try deletion()
        try creation()
        for text in fixture.connection.preparedStatements
        where (text.contains("user_") || text.contains("password")) && !text.contains("count(*)") {
            let steps = try fixture.connection.all(SQL("EXPLAIN QUERY PLAN \(text)")) { $0.text(3) }
            #expect(!steps.contains { $0.hasPrefix("SCAN") }, "\(text)")
        }
    }
}
