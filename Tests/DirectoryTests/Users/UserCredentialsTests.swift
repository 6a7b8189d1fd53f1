import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Passwords, one-time passwords and second factors of users, and the events of their changes.
@Suite("Credentials of users")
struct UserCredentialsTests {
    private let world: World
    private let user: User

    init() throws {
        world = try World()
        try world.makeUsers("u1", "u2")
        user = try world.users.find("u1")
        _ = world.directory.takeEvents()
    }

    private static let otp = OtpSecret(secret: "s", recoveryCode: "r")

    @Test("A user's password is kept as a hash, with the time it was set")
    func password() throws {
        #expect(user.passwordLastSetAt == nil && !user.resetPasswordOnNextLogin)
        #expect(try world.users.passwordHash(of: user) == nil)
        world.clock.advance()
        var changes = UserChanges()
        changes.password = .clear("secret")
        changes.resetPasswordOnNextLogin = true
        let changed = try world.users.update(user, with: changes)
        #expect(changed.passwordLastSetAt == world.clock.now && changed.updatedAt == world.clock.now)
        #expect(changed.resetPasswordOnNextLogin)
        let hash = try #require(try world.users.passwordHash(of: changed))
        #expect(!hash.text.contains("secret"))
        #expect(
            world.directory.takeEvents() == [
                PoolEvent(.userUpdated, "u1"), PoolEvent(.userPasswordChanged, "u1"),
            ])
        #expect(try world.users.passwordHash(of: try world.users.find("u2")) == nil)
    }

    @Test("Other changes keep a user's password, and a password can be changed alone")
    func apart() throws {
        var changes = UserChanges()
        changes.password = .clear("secret")
        _ = try world.users.update(user, with: changes)
        let hash = try world.users.passwordHash(of: user)
        var others = UserChanges()
        others.gender = .male
        let since = world.clock.now
        world.clock.advance()
        let changed = try world.users.update(user, with: others)
        #expect(try world.users.passwordHash(of: user) == hash)
        #expect(changed.passwordLastSetAt == since)
        var reset = UserChanges()
        reset.resetPasswordOnNextLogin = true
        #expect(try world.users.update(user, with: reset).passwordLastSetAt == since)
    }

    @Test("A new user has the credentials it is created with")
    func creation() throws {
        var new = NewUser()
        new.userId = "new"
        new.password = .clear("secret")
        new.resetPasswordOnNextLogin = true
        new.otp = Self.otp
        new.mfa = UserMfa()
        let made = try world.users.add(new, departmentIds: [], type: .departmentId)
        #expect(made.passwordLastSetAt == world.clock.now && made.resetPasswordOnNextLogin)
        #expect(try world.users.passwordHash(of: made) != nil)
        #expect(try world.users.otp(of: made) == Self.otp)
        #expect(try world.users.mfa(of: made) == UserMfa())
        #expect(world.directory.takeEvents().last == PoolEvent(.userCreated, "new"))
    }

    @Test("An import of one-time passwords replaces earlier ones and publishes an event for each user")
    func otp() throws {
        try world.users.importOtp([("u1", Self.otp), ("u2", Self.otp)])
        try world.users.importOtp([("u1", OtpSecret(secret: "t", recoveryCode: nil))])
        #expect(try world.users.otp(of: user) == OtpSecret(secret: "t", recoveryCode: nil))
        #expect(try world.users.otp(of: try world.users.find("u2")) == Self.otp)
        #expect(world.directory.takeEvents().map(\.subject) == ["u1", "u2", "u1"])
        #expect(throws: DirectoryError.userNotFound(id: "nobody")) {
            try world.users.importOtp([("nobody", Self.otp)])
        }
    }

    @Test("Second factors keep their order, are set as a whole, and publish an event")
    func mfa() throws {
        #expect(try world.users.mfa(of: user) == nil)
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
        try world.users.setMfa(mfa, of: user)
        #expect(try world.users.mfa(of: user) == mfa)
        mfa.applicationMfa.removeFirst()
        mfa.mfaPhone = nil
        try world.users.setMfa(mfa, of: user)
        #expect(try world.users.mfa(of: user) == mfa)
        let event = PoolEvent(.userUpdated, "u1")
        #expect(world.directory.takeEvents() == [event, event])
    }

    @Test("A deleted user leaves no credentials behind")
    func deletion() throws {
        try world.users.importOtp([("u1", Self.otp)])
        var mfa = UserMfa()
        mfa.applicationMfa = [.init(mfaPolicy: "SMS", status: 1, sort: 0)]
        try world.users.setMfa(mfa, of: user)
        try world.users.delete([user])
        for table in ["user_otp_secrets", "user_mfa", "user_mfa_factors"] {
            #expect(try world.numbers("SELECT count(*) FROM \(table)") == [0])
        }
    }

    @Test("Statements on credentials read no whole table")
    func plans() throws {
        try deletion()
        try creation()
        for text in world.connection.preparedStatements
        where (text.contains("user_") || text.contains("password")) && !text.contains("count(*)") {
            let steps = try world.connection.all(SQL("EXPLAIN QUERY PLAN \(text)")) { $0.text(3) }
            #expect(!steps.contains { $0.hasPrefix("SCAN") }, "\(text)")
        }
    }
}
