internal import Directory

/// What can be said of a new user besides the fields that are kept as they are.
struct NewUserExtras: Sendable {
    private static let password = Field.optionalText("password")
    private static let salt = Field.optionalText("salt")
    private static let tenantIds = UserFields.optionalTexts("tenantIds")
    private static let otp = UserFields.filled("otp")
    private static let departmentIds = UserFields.optionalTexts("departmentIds")
    private static let metadataSource = UserFields.filled("metadataSource")
    private static let identities = UserFields.optionalList("identities", of: NewIdentityItem.self)

    /// The fields that the public description has before `customData`.
    static let fieldsBeforeCustomData: [any FieldDeclaration] = [
        password, salt, tenantIds, otp, departmentIds,
    ]
    /// The fields that the public description has behind `customData`.
    static let fieldsAfterCustomData: [any FieldDeclaration] = [metadataSource, identities]

    /// The fields that are not emulated.
    static let notEmulated = ["password", "salt", "otp", "metadataSource"]

    /// The departments the user joins.
    let departmentIds: [String]
    /// The tenants the user belongs to.
    let tenantIds: [String]
    /// What the user is in outside identity sources.
    let identities: [NewIdentity]
    /// The first field that asks for something not emulated.
    let notEmulated: (any FieldDeclaration)?

    /// Reads the fields.
    init(from fields: inout FieldReader) {
        var asked: [any FieldDeclaration] = []
        if fields.read(Self.password)?.isEmpty == false { asked.append(Self.password) }
        if fields.read(Self.salt)?.isEmpty == false { asked.append(Self.salt) }
        tenantIds = fields.read(Self.tenantIds)
        if fields.read(Self.otp) { asked.append(Self.otp) }
        departmentIds = fields.read(Self.departmentIds)
        if fields.read(Self.metadataSource) { asked.append(Self.metadataSource) }
        identities = fields.read(Self.identities).map(\.identity)
        notEmulated = asked.first
    }
}

/// One user of a call that makes users.
struct NewUserItem: FieldGroup {
    static let fields = UserProfile.fieldsOfNew

    private let profile: UserProfile
    private let extras: NewUserExtras

    /// The first field that asks for something not emulated.
    var notEmulated: (any FieldDeclaration)? { extras.notEmulated }

    init(from fields: inout FieldReader) {
        profile = UserProfile(from: &fields)
        extras = NewUserExtras(from: &fields)
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
    func add(to directory: DirectoryTransaction, departmentIdType: DepartmentIdType) throws -> User {
        var user = profile.newUser
        user.tenantIds = extras.tenantIds
        user.identities = extras.identities
        return try directory.users.add(user, departmentIds: extras.departmentIds, type: departmentIdType)
    }
}

/// The options of the calls that make users (`CreateUserOptionsDto`).
///
/// All but the kind of department ids need passwords or messages, which are not emulated.
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
    static let notEmulated = [
        "options.keepPassword", "options.autoGeneratePassword", "options.resetPasswordOnFirstLogin",
        "options.sendNotification", "options.passwordEncryptType",
    ]

    /// The kind of the new users' department ids.
    let departmentIdType: DepartmentIdType

    init(from fields: inout FieldReader) {
        if fields.read(Self.keepPassword) { fields.refuseNotEmulated(Self.keepPassword) }
        if fields.read(Self.autoGeneratePassword) { fields.refuseNotEmulated(Self.autoGeneratePassword) }
        if fields.read(Self.resetPassword) { fields.refuseNotEmulated(Self.resetPassword) }
        departmentIdType = fields.read(Self.departmentIdType)
        _ = Self.notification.read(from: &fields)
        PasswordEncryption.refuse(from: &fields)
    }

    /// Which messages the new user is to be sent: none can be.
    private struct Notification: FieldGroup {
        private static let email = Field.flag("sendEmailNotification")
        private static let phone = Field.flag("sendPhoneNotification")
        private static let appId = Field.optionalText("appId")

        static let fields: [any FieldDeclaration] = [email, phone, appId]

        init(from fields: inout FieldReader) {
            if fields.read(Self.email) { fields.refuseNotEmulated(Self.email) }
            if fields.read(Self.phone) { fields.refuseNotEmulated(Self.phone) }
            _ = fields.read(Self.appId)
        }
    }
}

/// How a password in a request is encrypted.
enum PasswordEncryption: String, CaseIterable, Sendable {
    case sm2, rsa, none

    /// The field of options that tells it.
    static let field = Field.choice("passwordEncryptType", default: PasswordEncryption.none)

    /// Reads the field and refuses everything but plain text.
    static func refuse(from fields: inout FieldReader) {
        if fields.read(field) != PasswordEncryption.none { fields.refuseNotEmulated(field) }
    }
}
