/// The changes of a user; nil leaves a field unchanged.
public struct UserChanges: Sendable {
    /// Whether the account may be used.
    public var status: UserStatus?
    public var gender: Gender?
    /// Whether the e-mail address is confirmed.
    public var emailVerified: Bool?
    /// Whether the phone number is confirmed.
    public var phoneVerified: Bool?
    /// Custom fields as JSON text of an object.
    ///
    /// Its members are set, `null` removes a field, other fields are unchanged.
    public var customData: String?
    /// The password.
    public var password: NewPassword?
    /// Whether the password has to be changed at the next login.
    public var resetPasswordOnNextLogin: Bool?
    /// The text fields.
    ///
    /// An empty text removes the value of a unique field.
    public var attributes = UserAttributes()

    public init() {}

    /// Whether nothing is to be changed.
    public var isEmpty: Bool {
        status == nil && gender == nil && emailVerified == nil && phoneVerified == nil && customData == nil
            && password == nil && resetPasswordOnNextLogin == nil && attributes == UserAttributes()
    }
}

extension UserAttribute {
    /// The unique fields, in the order in which they are checked (users.md, uniqueness).
    public static let unique: [UserAttribute] = [.email, .phone, .username, .externalId]

    /// The form in which a value is stored; nil for no value.
    ///
    /// An empty e-mail address, phone number, username or external id is no value, so several users may have none.
    func kept(_ value: String) -> String? {
        if value.isEmpty, Self.unique.contains(self) { return nil }
        return self == .email ? EmailAddress.normalized(value) : value
    }
}
