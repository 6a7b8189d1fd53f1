internal import Directory
internal import JSON

/// What a call says of a user's fields, to make a user or to change one.
struct UserProfile: Sendable {
    /// The longest value of a custom field, in characters (users.md; 1025 are refused).
    private static let longestCustomValue = 1_024

    /// Custom fields as received.
    private struct CustomData: Sendable {
        var text: String?
        var isTooLong = false
    }

    private static let status = Field<UserStatus?>.optionalChoice("status", of: UserStatus.self)
    private static let gender = Field<Gender?>.optionalChoice("gender", of: Gender.self)
    private static let emailVerified = Field.optionalFlag("emailVerified")
    private static let phoneVerified = Field.optionalFlag("phoneVerified")
    private static let attributes = UserAttribute.allCases.map { Field.optionalText($0.rawValue) }
    private static let customData = Field<CustomData>(
        "customData", .object([]), absent: CustomData(), placeholder: CustomData()
    ) { source in
        guard case .json(let value) = source else { return nil }
        if value.isEmptyArray { return CustomData(text: "{}", isTooLong: false) }
        guard value.kind == .object else { return nil }
        let isTooLong = value.members.contains { member in
            let length = member.value.string?.unicodeScalars.count ?? member.value.text.count
            return length > longestCustomValue
        }
        return CustomData(text: String(decoding: value.text, as: UTF8.self), isTooLong: isTooLong)
    }

    /// The fields of a new user in the order of the public description, without `options`.
    static let fieldsOfNew: [any FieldDeclaration] =
        [status] + texts(.email, .phone, .phoneCountryCode, .username, .externalId, .name, .nickname, .photo)
        + [gender, emailVerified, phoneVerified]
        + texts(.birthdate, .country, .province, .city, .address, .streetAddress, .postalCode) + texts(late)
        + NewUserExtras.fieldsBeforeCustomData + [customData] + NewUserExtras.fieldsAfterCustomData
        + texts(.identityNumber)

    /// The fields of an update in the order of the public description, without `userId` and `options`.
    static let fieldsOfUpdate: [any FieldDeclaration] =
        texts(.phoneCountryCode, .name, .nickname, .photo, .externalId)
        + [status, emailVerified, phoneVerified]
        + texts(.birthdate, .country, .province, .city, .address, .streetAddress, .postalCode) + [gender]
        + texts(.username, .email, .phone) + texts(late) + texts(.identityNumber) + [customData]

    private static let late: [UserAttribute] = [
        .company, .browser, .device, .givenName, .familyName, .middleName, .profile, .preferredUsername,
        .website, .zoneinfo, .locale, .formatted, .region,
    ]

    private static func texts(_ attributes: UserAttribute...) -> [any FieldDeclaration] { texts(attributes) }

    private static func texts(_ attributes: [UserAttribute]) -> [any FieldDeclaration] {
        attributes.compactMap { attribute in Self.attributes.first { $0.name == attribute.rawValue } }
    }

    /// What the call says; nil is what it does not speak of.
    private(set) var changes = UserChanges()
    private let customDataIsTooLong: Bool

    /// Reads the fields.
    ///
    /// An e-mail address or phone number has to have the form of one.
    init(from fields: inout FieldReader) {
        changes.status = fields.read(Self.status)
        changes.gender = fields.read(Self.gender)
        changes.emailVerified = fields.read(Self.emailVerified)
        changes.phoneVerified = fields.read(Self.phoneVerified)
        for (attribute, field) in zip(UserAttribute.allCases, Self.attributes) {
            let value = fields.read(field)
            changes.attributes[attribute] = value
            guard let value, !value.isEmpty else { continue }
            switch attribute {
            case .email where !EmailAddress.isWellFormed(value): fields.refuse([field])
            case .phone where !PhoneNumber.isWellFormed(value): fields.refuse([field])
            default: break
            }
        }
        let customData = fields.read(Self.customData)
        changes.customData = customData.text
        customDataIsTooLong = customData.isTooLong
    }

    /// Takes what was read elsewhere.
    init(changes: UserChanges) {
        self.changes = changes
        customDataIsTooLong = false
    }

    /// The user a call describes, when it is to be made.
    var newUser: NewUser {
        var user = NewUser()
        user.status = changes.status ?? .activated
        user.gender = changes.gender ?? .unknown
        user.emailVerified = changes.emailVerified ?? false
        user.phoneVerified = changes.phoneVerified ?? false
        user.customData = changes.customData
        user.attributes = changes.attributes
        return user
    }

    /// Refuses what no user can be (users.md, create-user).
    ///
    /// - Parameter user: the user to be changed; nil for a new one.
    /// - Throws: `APIError`.
    func check(for user: User?) throws(APIError) {
        func after(_ attribute: UserAttribute) -> Bool {
            (changes.attributes[attribute] ?? user?.attributes[attribute] ?? "").isEmpty == false
        }
        let names: [UserAttribute] = [.username, .phone, .email]
        let takesNameAway = names.contains { changes.attributes[$0] == "" }
        if user == nil || takesNameAway, !names.contains(where: after) {
            throw APIError(
                400, Message(fixed: "Must contain one of the following fields: username, phone, email"))
        }
        if changes.attributes[.phoneCountryCode]?.isEmpty == false, !after(.phone) {
            throw APIError(400, Message(fixed: "phone cannot be empty"))
        }
        if customDataIsTooLong {
            throw APIError(400, Message(fixed: "customData must be less than 1024 characters"))
        }
    }
}
