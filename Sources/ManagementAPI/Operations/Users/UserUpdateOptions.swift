internal import Directory
internal import PoolEngine

/// The options of update-user (`UpdateUserOptionsDto`).
struct UpdateUserOptions: FieldGroup {
    private static let resetOnFirstLogin = Field.flag("resetPasswordOnFirstLogin")

    static let fields: [any FieldDeclaration] =
        [UserFields.userIdType, resetOnFirstLogin] + UpdateUserBatchOptions.fields

    /// The options that are not emulated.
    static let notEmulated = UpdateUserBatchOptions.notEmulated

    /// The kind of the user's id.
    let userIdType: UserIdType
    /// What is to become of the password.
    let password: PasswordUpdate

    init(from fields: inout FieldReader) {
        userIdType = UserFields.readType(from: &fields)
        let resetsOnFirstLogin = fields.read(Self.resetOnFirstLogin)
        var password = UpdateUserBatchOptions(from: &fields).password
        // Nobody has logged in here, so the first login is the next one.
        if resetsOnFirstLogin { password.mustReset = true }
        self.password = password
    }
}

/// What is to become of passwords, besides those given.
struct PasswordUpdate: Sendable {
    /// Whether a user for whom none is given gets one that nobody knows.
    let isGenerated: Bool
    /// Whether the next login has to change it; nil when the call does not speak of it.
    var mustReset: Bool?
    /// Whether the passwords given are encrypted, which is not emulated.
    let isEncrypted: Bool
    /// The first field that asks for a message about a new password.
    let notification: (any FieldDeclaration)?

    /// The first option that asks for something not emulated and would have an effect.
    ///
    /// - Parameter hasPassword: whether a password is given.
    /// - Returns: the field; nil when nothing is asked for that is not emulated.
    func notEmulated(hasPassword: Bool) -> (any FieldDeclaration)? {
        if hasPassword, isEncrypted { return PasswordEncryption.field }
        return hasPassword || isGenerated ? notification : nil
    }
}

/// The options of update-user-batch (`UpdateUserBatchOptionsDto`); messages are not emulated.
struct UpdateUserBatchOptions: FieldGroup {
    private static let resetOnNextLogin = Field.optionalFlag("resetPasswordOnNextLogin")
    private static let autoGeneratePassword = Field.flag("autoGeneratePassword")
    private static let notification = ObjectField(
        "sendPasswordResetedNotification", as: Notification.self)

    static let fields: [any FieldDeclaration] = [
        resetOnNextLogin, PasswordEncryption.field, autoGeneratePassword, notification,
    ]

    /// The options that are not emulated.
    static let notEmulated = ["options.passwordEncryptType", "options.sendPasswordResetedNotification"]

    /// What is to become of passwords.
    let password: PasswordUpdate

    init(from fields: inout FieldReader) {
        password = PasswordUpdate(
            isGenerated: fields.read(Self.autoGeneratePassword),
            mustReset: fields.read(Self.resetOnNextLogin),
            isEncrypted: fields.read(PasswordEncryption.field) != .none,
            notification: Self.notification.read(from: &fields).asked)
    }

    /// Which messages the user is to be sent about a new password: none can be.
    private struct Notification: FieldGroup {
        private static let flags = [
            Field.flag("sendDefaultEmailNotification"), Field.flag("sendDefaultPhoneNotification"),
        ]
        private static let addresses = [
            Field.optionalText("inputSendEmailNotification"),
            Field.optionalText("inputSendPhoneNotification"),
        ]
        private static let appId = Field.optionalText("appId")

        static let fields: [any FieldDeclaration] = flags + addresses + [appId]

        /// The first field that asks for a message.
        let asked: (any FieldDeclaration)?

        init(from fields: inout FieldReader) {
            var asked: [any FieldDeclaration] = []
            for field in Self.flags where fields.read(field) { asked.append(field) }
            for field in Self.addresses where fields.read(field)?.isEmpty == false { asked.append(field) }
            _ = fields.read(Self.appId)
            self.asked = asked.first
        }
    }
}

/// One user of a call that changes users.
struct UserUpdate: FieldGroup {
    private static let password = Field.optionalText("password")
    private static let metadata = Field<Bool>.filled("metadata")

    static let fields: [any FieldDeclaration] =
        [UserFields.userId] + UserProfile.fieldsOfUpdate + [password, metadata]

    /// The fields that are not emulated.
    static let notEmulated = ["metadata"]

    /// The user's id, of whatever kind.
    let userId: String
    private let asked: (any FieldDeclaration)?
    private let profile: UserProfile
    private var password: NewPassword?

    /// Whether a password was given.
    var hasPassword: Bool { password != nil }

    init(from fields: inout FieldReader) {
        userId = fields.read(UserFields.userId)
        profile = UserProfile(from: &fields)
        password = UserPassword.read(Self.password, from: &fields)
        var asked: [any FieldDeclaration] = []
        if fields.read(Self.metadata) { asked.append(Self.metadata) }
        self.asked = asked.first
    }

    /// The first field that asks for something not emulated.
    func notEmulated(with update: PasswordUpdate) -> (any FieldDeclaration)? {
        asked ?? update.notEmulated(hasPassword: hasPassword)
    }

    /// Hashes the password, or one made here when the options ask for it.
    ///
    /// - Throws: as `NewPassword.hash(random:)`.
    mutating func hashPassword(_ update: PasswordUpdate, random: any RandomSource) throws {
        password = try UserPassword.hashed(password, orGenerated: update.isGenerated, random: random)
    }

    /// Changes the user.
    ///
    /// - Throws: `DirectoryError`, `APIError`, `SQLiteError`.
    func apply(
        to directory: DirectoryTransaction, type: UserIdType, with update: PasswordUpdate
    ) throws -> User {
        let user = try directory.users.find(userId, type: type)
        try profile.check(for: user)
        var changes = profile.changes
        changes.password = password
        changes.resetPasswordOnNextLogin = update.mustReset
        return try directory.users.update(user, with: changes)
    }
}
