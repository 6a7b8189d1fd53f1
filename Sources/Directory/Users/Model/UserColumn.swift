public import PoolEngine

/// A field of users by which lists can be filtered and sorted, with the type of its values.
public struct UserColumn: Sendable {
    /// The type of a field's values.
    public enum Kind: Sendable {
        /// Any text.
        case text
        /// An enumeration value.
        case choice([String])
        /// A Boolean.
        case boolean
        /// Milliseconds since 1970.
        case time
        /// Any number.
        case number
    }

    /// The value in SQL; the users table is named `u` in it.
    let expression: String
    /// The type of the values.
    public let kind: Kind

    private static let others: [String: UserColumn] = [
        "id": UserColumn(expression: "u.userId", kind: .text),
        "userId": UserColumn(expression: "u.userId", kind: .text),
        "status": UserColumn(expression: "u.status", kind: .choice(UserStatus.allCases.map(\.rawValue))),
        "gender": UserColumn(expression: "u.gender", kind: .choice(Gender.allCases.map(\.rawValue))),
        "userSourceType": UserColumn(
            expression: "u.userSourceType", kind: .choice(UserSource.allCases.map(\.rawValue))),
        "emailVerified": UserColumn(expression: "u.emailVerified", kind: .boolean),
        "phoneVerified": UserColumn(expression: "u.phoneVerified", kind: .boolean),
        "createdAt": UserColumn(expression: "u.createdAt", kind: .time),
        "signedUp": UserColumn(expression: "u.createdAt", kind: .time),
        "updatedAt": UserColumn(expression: "u.updatedAt", kind: .time),
        "statusChangedAt": UserColumn(expression: "u.statusChangedAt", kind: .time),
        "passwordLastSetAt": UserColumn(expression: "u.passwordLastSetAt", kind: .time),
        "passwordSecurityLevel": UserColumn(expression: "u.passwordSecurityLevel", kind: .number),
        "resetPasswordOnNextLogin": UserColumn(expression: "u.resetPasswordOnNextLogin", kind: .boolean),
        "tenantId": UserColumn(expression: "(u.tenantIds ->> '$[0]')", kind: .text),
        "mainDepartmentId": UserColumn(
            expression: "(SELECT departmentId FROM departments WHERE key = u.mainDepartmentKey)", kind: .text),
        "workStatus": UserColumn(expression: "'Active'", kind: .choice(["Closed", "Active"])),
        // Logins are not emulated, but a seed can have them.
        "loginsCount": UserColumn(expression: "u.loginsCount", kind: .number),
        "lastLogin": UserColumn(expression: "u.lastLogin", kind: .time),
        "lastLoginTime": UserColumn(expression: "u.lastLogin", kind: .time),
        "lastMfaTime": UserColumn(expression: "NULL", kind: .time),
        "lastLoginApp": UserColumn(expression: "NULL", kind: .text),
        "lastIp": UserColumn(expression: "NULL", kind: .text),
        "userSourceId": UserColumn(expression: "u.userSourceId", kind: .text),
    ]

    /// The column of a field of `UserDto`; nil when users are not filtered by it.
    public static func named(_ field: String) -> UserColumn? {
        others[field]
            ?? UserAttribute(rawValue: field).map { UserColumn(expression: "u.\($0.rawValue)", kind: .text) }
    }
}

/// The sort key of a list (`SortingDto` of the public description).
public enum UserSortField: String, CaseIterable, Sendable {
    case createdAt, updatedAt, email, username, externalId, phone, status, statusChangedAt
    case passwordLastSetAt, loginsCount, gender, lastLogin, userSourceType, lastMfaTime
    case passwordSecurityLevel, phoneCountryCode, lastIp
    /// In the newer Node and Java SDKs, not in the description.
    case id

    /// The column of the key; nil if it is equal for all users.
    var column: String? {
        switch self {
        case .lastMfaTime, .lastIp: nil
        case .id: "userId"
        default: rawValue
        }
    }
}

/// A sort rule of a list.
public struct UserSorting: Sendable {
    public let field: UserSortField
    public let order: SortOrder

    public init(field: UserSortField, order: SortOrder) {
        self.field = field
        self.order = order
    }
}
