internal import Directory

/// The options of update-user (`UpdateUserOptionsDto`).
struct UpdateUserOptions: FieldGroup {
    private static let resetOnFirstLogin = Field.flag("resetPasswordOnFirstLogin")

    static let fields: [any FieldDeclaration] =
        [UserFields.userIdType, resetOnFirstLogin] + UpdateUserBatchOptions.fields

    /// The options that are not emulated.
    static let notEmulated =
        ["options.resetPasswordOnFirstLogin"]
        + UpdateUserBatchOptions.notEmulated

    /// The kind of the user's id.
    let userIdType: UserIdType

    init(from fields: inout FieldReader) {
        userIdType = UserFields.readType(from: &fields)
        if fields.read(Self.resetOnFirstLogin) { fields.refuseNotEmulated(Self.resetOnFirstLogin) }
        _ = UpdateUserBatchOptions(from: &fields)
    }
}

/// The options of update-user-batch (`UpdateUserBatchOptionsDto`): all need passwords or messages, which are not
/// emulated.
struct UpdateUserBatchOptions: FieldGroup {
    private static let resetOnNextLogin = Field.flag("resetPasswordOnNextLogin")
    private static let autoGeneratePassword = Field.flag("autoGeneratePassword")
    private static let notification = ObjectField(
        "sendPasswordResetedNotification", as: Notification.self)

    static let fields: [any FieldDeclaration] = [
        resetOnNextLogin, PasswordEncryption.field, autoGeneratePassword, notification,
    ]

    /// The options that are not emulated.
    static let notEmulated = [
        "options.resetPasswordOnNextLogin", "options.passwordEncryptType", "options.autoGeneratePassword",
        "options.sendPasswordResetedNotification",
    ]

    init(from fields: inout FieldReader) {
        if fields.read(Self.resetOnNextLogin) { fields.refuseNotEmulated(Self.resetOnNextLogin) }
        PasswordEncryption.refuse(from: &fields)
        if fields.read(Self.autoGeneratePassword) { fields.refuseNotEmulated(Self.autoGeneratePassword) }
        _ = Self.notification.read(from: &fields)
    }

    /// Which messages the user is to be sent: none can be.
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

        init(from fields: inout FieldReader) {
            for field in Self.flags where fields.read(field) { fields.refuseNotEmulated(field) }
            for field in Self.addresses where fields.read(field)?.isEmpty == false {
                fields.refuseNotEmulated(field)
            }
            _ = fields.read(Self.appId)
        }
    }
}

/// One user of a call that changes users.
struct UserUpdate: FieldGroup {
    private static let password = Field.optionalText("password")
    private static let metadata = UserFields.filled("metadata")

    static let fields: [any FieldDeclaration] =
        [UserFields.userId] + UserProfile.fieldsOfUpdate + [password, metadata]

    /// The fields that are not emulated.
    static let notEmulated = ["password", "metadata"]

    /// The user's id, of whatever kind.
    let userId: String
    /// The first field that asks for something not emulated.
    let notEmulated: (any FieldDeclaration)?
    private let profile: UserProfile

    init(from fields: inout FieldReader) {
        userId = fields.read(UserFields.userId)
        profile = UserProfile(from: &fields)
        var asked: [any FieldDeclaration] = []
        if fields.read(Self.password)?.isEmpty == false { asked.append(Self.password) }
        if fields.read(Self.metadata) { asked.append(Self.metadata) }
        notEmulated = asked.first
    }

    /// Changes the user.
    ///
    /// - Throws: `DirectoryError`, `APIError`, `SQLiteError`.
    func apply(to directory: DirectoryTransaction, type: UserIdType) throws -> User {
        let user = try directory.users.find(userId, type: type)
        try profile.check(for: user)
        return try directory.users.update(user, with: profile.changes)
    }
}
