/// The text fields of a user that a caller may write.
///
/// The raw value is at once the field's name in the API, in seeds and in the database, so a field is declared here
/// and nowhere else (source: reference `UserDto`, `CreateUserReqDto` of the public description).
package enum UserAttribute: String, CaseIterable, Sendable {
    case externalId, email, phone, phoneCountryCode, username, name, nickname, photo
    case birthdate, country, province, city, address, streetAddress, postalCode, company
    case browser, device, givenName, familyName, middleName, profile, preferredUsername
    case website, zoneinfo, locale, formatted, region, identityNumber
}

/// The values of a user's text fields; a field that was never set is nil.
package struct UserAttributes: Sendable, Equatable {
    private var values = [String?](repeating: nil, count: UserAttribute.allCases.count)

    /// No field set.
    package init() {}

    /// The value of one field.
    package subscript(_ attribute: UserAttribute) -> String? {
        get { values[attribute.index] }
        set { values[attribute.index] = newValue }
    }
}

extension UserAttribute {
    /// The position among all attributes.
    var index: Int {
        // The cases of an enum without associated values are numbered in the order of declaration.
        Int(unsafeBitCast(self, to: UInt8.self))
    }
}
