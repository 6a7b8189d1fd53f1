internal import Directory
internal import PoolEngine

/// What can be said of a new user besides the fields that are kept as they are.
struct NewUserExtras: Sendable {
    private static let password = Field.optionalText("password")
    private static let salt = Field.optionalText("salt")
    private static let tenantIds = Field<[String]>.optionalTexts("tenantIds")
    private static let otp = ObjectField("otp", as: OptionalOtp.self)
    private static let departmentIds = Field<[String]>.optionalTexts("departmentIds")
    private static let metadataSource = Field<Bool>.filled("metadataSource")
    private static let identities = Field<[NewIdentityItem]>.optionalList("identities", of: NewIdentityItem.self)

    /// The fields that the public description has before `customData`.
    static let fieldsBeforeCustomData: [any FieldDeclaration] = [
        password, salt, tenantIds, otp, departmentIds,
    ]
    /// The fields that the public description has behind `customData`.
    static let fieldsAfterCustomData: [any FieldDeclaration] = [metadataSource, identities]

    /// The fields that are not emulated.
    static let notEmulated = ["salt", "metadataSource"]

    /// The password, if one was given.
    var password: NewPassword?
    /// The secret of one-time passwords, if one was given.
    let otp: OtpSecret?
    /// The departments the user joins.
    let departmentIds: [String]
    /// The tenants the user belongs to.
    let tenantIds: [String]
    /// What the user is in outside identity sources.
    let identities: [NewIdentity]
    private let hasSalt: Bool
    /// The first field that asks for something not emulated, whatever the options.
    private let asked: (any FieldDeclaration)?

    /// Reads the fields.
    init(from fields: inout FieldReader) {
        var asked: [any FieldDeclaration] = []
        password = UserPassword.read(Self.password, from: &fields)
        hasSalt = fields.read(Self.salt)?.isEmpty == false
        tenantIds = fields.read(Self.tenantIds)
        otp = Self.otp.read(from: &fields).secret
        departmentIds = fields.read(Self.departmentIds)
        if fields.read(Self.metadataSource) { asked.append(Self.metadataSource) }
        identities = fields.read(Self.identities).map(\.identity)
        self.asked = asked.first
    }

    /// The first field that asks for something not emulated.
    ///
    /// A salt is for the password function of the pool, which nobody calls: without a password, and with
    /// `keepPassword`, it has no effect.
    func notEmulated(with options: NewUserOptions) -> (any FieldDeclaration)? {
        hasSalt && password != nil && !options.keepPassword ? Self.salt : asked
    }
}

/// One user of a call that makes users.
struct NewUserItem: FieldGroup {
    static let fields = UserProfile.fieldsOfNew

    private let profile: UserProfile
    private var extras: NewUserExtras

    /// Whether a password was given.
    var hasPassword: Bool { extras.password != nil }

    init(from fields: inout FieldReader) {
        profile = UserProfile(from: &fields)
        extras = NewUserExtras(from: &fields)
    }

    /// The first field that asks for something not emulated.
    func notEmulated(with options: NewUserOptions) -> (any FieldDeclaration)? {
        extras.notEmulated(with: options)
            ?? options.notEmulated(for: profile.changes.attributes, hasPassword: hasPassword)
    }

    /// Hashes the password, or one made here when the options ask for it.
    ///
    /// - Throws: as `NewPassword.hash(random:)`.
    mutating func hashPassword(_ options: NewUserOptions, random: any RandomSource) throws {
        extras.password = try UserPassword.hashed(
            extras.password, orGenerated: options.autoGeneratePassword, random: random)
    }

    /// Refuses what no user can be.
    ///
    /// - Throws: `APIError`.
    func check() throws(APIError) {
        try profile.check(for: nil)
    }

    /// Makes the user.
    ///
    /// - Throws: as `Users.add`.
    func add(to directory: DirectoryTransaction, with options: NewUserOptions) throws -> User {
        var user = profile.newUser
        user.tenantIds = extras.tenantIds
        user.identities = extras.identities
        user.password = extras.password
        user.otp = extras.otp
        user.resetPasswordOnNextLogin = options.resetPasswordOnFirstLogin
        return try directory.users.add(
            user, departmentIds: extras.departmentIds, type: options.departmentIdType)
    }
}

/// The options of the calls that make users (`CreateUserOptionsDto`).
///
/// `keepPassword` says that a password is a hash already; it is hashed all the same, since nobody logs in with it.
struct NewUserOptions: FieldGroup {
    private static let keepPassword = Field.flag("keepPassword")
    private static let autoGeneratePassword = Field.flag("autoGeneratePassword")
    private static let resetPassword = Field.flag("resetPasswordOnFirstLogin")
    private static let departmentIdType = Field.choice(
        "departmentIdType", default: DepartmentIdType.departmentId)
    private static let notification = ObjectField("sendNotification", as: Notification.self)

    static let fields: [any FieldDeclaration] = [
        keepPassword, autoGeneratePassword, resetPassword, departmentIdType, notification,
        PasswordEncryption.field,
    ]

    /// The options that are not emulated.
    static let notEmulated = ["options.sendNotification", "options.passwordEncryptType"]

    /// Whether passwords are what the caller's own system keeps.
    let keepPassword: Bool
    /// Whether users without a password get one that nobody knows.
    let autoGeneratePassword: Bool
    /// Whether the first login has to change the password.
    let resetPasswordOnFirstLogin: Bool
    /// The kind of the new users' department ids.
    let departmentIdType: DepartmentIdType
    private let encryption: PasswordEncryption
    private let sent: Notification

    init(from fields: inout FieldReader) {
        keepPassword = fields.read(Self.keepPassword)
        autoGeneratePassword = fields.read(Self.autoGeneratePassword)
        resetPasswordOnFirstLogin = fields.read(Self.resetPassword)
        departmentIdType = fields.read(Self.departmentIdType)
        sent = Self.notification.read(from: &fields)
        encryption = fields.read(PasswordEncryption.field)
    }

    /// The first option that asks for something not emulated and would have an effect on a user.
    ///
    /// - Parameters:
    ///   - attributes: what the call says of the user.
    ///   - hasPassword: whether it gives a password.
    /// - Returns: the field; nil when nothing is asked for that is not emulated.
    func notEmulated(for attributes: UserAttributes, hasPassword: Bool) -> (any FieldDeclaration)? {
        if hasPassword, encryption != .none { return PasswordEncryption.field }
        return sent.notEmulated(for: attributes)
    }

    /// Which messages the new user is to be sent: none can be, but one without an address would not be sent anyway.
    private struct Notification: FieldGroup {
        private static let email = Field.flag("sendEmailNotification")
        private static let phone = Field.flag("sendPhoneNotification")
        private static let appId = Field.optionalText("appId")

        static let fields: [any FieldDeclaration] = [email, phone, appId]

        private let isMailed: Bool
        private let isPhoned: Bool

        init(from fields: inout FieldReader) {
            isMailed = fields.read(Self.email)
            isPhoned = fields.read(Self.phone)
            _ = fields.read(Self.appId)
        }

        func notEmulated(for attributes: UserAttributes) -> (any FieldDeclaration)? {
            if isMailed, attributes[.email]?.isEmpty == false { return Self.email }
            if isPhoned, attributes[.phone]?.isEmpty == false { return Self.phone }
            return nil
        }
    }
}
