/// The text fields of a user that requests can set.
///
/// The raw value is the field's name in the API, in seeds and in the database, so a field is declared only here
/// (source: reference `UserDto`, `CreateUserReqDto` of the public description).
public enum UserAttribute: String, CaseIterable, Sendable {
    case externalId, email, phone, phoneCountryCode, username, name, nickname, photo
    case birthdate, country, province, city, address, streetAddress, postalCode, company
    case browser, device, givenName, familyName, middleName, profile, preferredUsername
    case website, zoneinfo, locale, formatted, region, identityNumber
}

/// The values of a user's text fields; a field that was never set is nil.
public struct UserAttributes: Sendable, Equatable {
    private var values = [String?](repeating: nil, count: UserAttribute.allCases.count)

    public init() {}

    /// The value of one field.
    public subscript(_ attribute: UserAttribute) -> String? {
        get { values[attribute.index] }
        set { values[attribute.index] = newValue }
    }
}

extension UserAttribute {
    /// The position among all attributes.
    var index: Int {
        switch self {
        case .externalId: 0
        case .email: 1
        case .phone: 2
        case .phoneCountryCode: 3
        case .username: 4
        case .name: 5
        case .nickname: 6
        case .photo: 7
        case .birthdate: 8
        case .country: 9
        case .province: 10
        case .city: 11
        case .address: 12
        case .streetAddress: 13
        case .postalCode: 14
        case .company: 15
        case .browser: 16
        case .device: 17
        case .givenName: 18
        case .familyName: 19
        case .middleName: 20
        case .profile: 21
        case .preferredUsername: 22
        case .website: 23
        case .zoneinfo: 24
        case .locale: 25
        case .formatted: 26
        case .region: 27
        case .identityNumber: 28
        }
    }
}
