/// What a call changes of a user; a field that is nil stays as it is.
public struct UserChanges: Sendable {
    /// Whether the account may be used.
    public var status: UserStatus?
    /// The gender.
    public var gender: Gender?
    /// Whether the e-mail address is confirmed.
    public var emailVerified: Bool?
    /// Whether the phone number is confirmed.
    public var phoneVerified: Bool?
    /// Custom fields as JSON text of an object.
    ///
    /// Those it names are set, `null` takes one away, the others stay.
    public var customData: String?
    /// The password.
    public var password: NewPassword?
    /// Whether the password has to be changed at the next login.
    public var resetPasswordOnNextLogin: Bool?
    /// The text fields.
    ///
    /// An empty text takes the value of a field away that tells users apart.
    public var attributes = UserAttributes()

    /// Nothing changed.
    public init() {}

    /// Whether nothing is to be changed.
    public var isEmpty: Bool {
        status == nil && gender == nil && emailVerified == nil && phoneVerified == nil && customData == nil
            && password == nil && resetPasswordOnNextLogin == nil && attributes == UserAttributes()
    }
}

extension UserAttribute {
    /// The fields of which no two users have the same value, in the order they are checked (users.md, uniqueness).
    public static let unique: [UserAttribute] = [.email, .phone, .username, .externalId]

    /// The form in which a value is kept; nil when it stands for no value.
    ///
    /// An empty text is no e-mail address, phone number, username or external id: two users may both have none.
    func kept(_ value: String) -> String? {
        if value.isEmpty, Self.unique.contains(self) { return nil }
        return self == .email ? EmailAddress.normalized(value) : value
    }
}
