internal import Contract
internal import PoolEngine

/// A request with the fields of a user to create or change.
protocol DescribesUser: RequestObject {
    var status: UserStatus? { get }
    var gender: Gender? { get }
    var emailVerified: Bool? { get }
    var phoneVerified: Bool? { get }
    var attributes: UserAttributes { get }
    var customData: UserCustomData { get }
    var password: String? { get }
}

extension DescribesUser {
    func check(_ fields: inout FieldReader) {
        fields.checkAddresses(of: attributes)
    }

    /// Whether a password is given.
    var hasPassword: Bool { password?.isEmpty == false }

    /// The changes of the request; nil for absent fields.
    var changes: UserChanges {
        var changes = UserChanges()
        changes.status = status
        changes.gender = gender
        changes.emailVerified = emailVerified
        changes.phoneVerified = phoneVerified
        changes.customData = customData.text
        changes.attributes = attributes
        return changes
    }

    /// Refuses invalid values (users.md, create-user).
    ///
    /// - Parameter user: the user to change; nil for a new one.
    /// - Throws: `APIError`.
    func check(for user: User?) throws(APIError) {
        try attributes.check(for: user)
        if customData.isTooLong {
            throw APIError(400, Message(fixed: "customData must be less than 1024 characters"))
        }
    }
}

extension FieldReader {
    /// Refuses a malformed e-mail address or phone number.
    mutating func checkAddresses(of attributes: UserAttributes) {
        if let email = attributes[.email], !email.isEmpty, !EmailAddress.isWellFormed(email) {
            refuse(named: "email")
        }
        if let phone = attributes[.phone], !phone.isEmpty, !PhoneNumber.isWellFormed(phone) {
            refuse(named: "phone")
        }
    }
}

extension UserAttributes {
    /// Refuses invalid values (users.md, create-user).
    ///
    /// - Parameter user: the user to change; nil for a new one.
    /// - Throws: `APIError`.
    func check(for user: User?) throws(APIError) {
        func after(_ attribute: UserAttribute) -> Bool {
            (self[attribute] ?? user?.attributes[attribute] ?? "").isEmpty == false
        }
        let names: [UserAttribute] = [.username, .phone, .email]
        let removesName = names.contains { self[$0] == "" }
        if user == nil || removesName, !names.contains(where: after) {
            throw APIError(
                400, Message(fixed: "Must contain one of the following fields: username, phone, email"))
        }
        if self[.phoneCountryCode]?.isEmpty == false, !after(.phone) {
            throw APIError(400, Message(fixed: "phone cannot be empty"))
        }
    }
}

extension UserChanges {
    /// A new user with these changes.
    var newUser: NewUser {
        var user = NewUser()
        user.status = status ?? .activated
        user.gender = gender ?? .unknown
        user.emailVerified = emailVerified ?? false
        user.phoneVerified = phoneVerified ?? false
        user.customData = customData
        user.attributes = attributes
        return user
    }
}
