/// A field of users that lists can be filtered and sorted by, with the form of its values.
package struct UserColumn: Sendable {
    /// The form of a field's values.
    package enum Kind: Sendable {
        /// Any text.
        case text
        /// One of a few texts.
        case choice([String])
        /// A truth value.
        case boolean
        /// Milliseconds since 1970.
        case time
    }

    /// The column in the database.
    let name: String
    /// The form of the values.
    package let kind: Kind

    private static let others: [String: UserColumn] = [
        "id": UserColumn(name: "userId", kind: .text),
        "userId": UserColumn(name: "userId", kind: .text),
        "status": UserColumn(name: "status", kind: .choice(UserStatus.allCases.map(\.rawValue))),
        "gender": UserColumn(name: "gender", kind: .choice(Gender.allCases.map(\.rawValue))),
        "userSourceType": UserColumn(
            name: "userSourceType", kind: .choice(["excel", "register", "adminCreated", "sync"])),
        "emailVerified": UserColumn(name: "emailVerified", kind: .boolean),
        "phoneVerified": UserColumn(name: "phoneVerified", kind: .boolean),
        "createdAt": UserColumn(name: "createdAt", kind: .time),
        "updatedAt": UserColumn(name: "updatedAt", kind: .time),
        "statusChangedAt": UserColumn(name: "statusChangedAt", kind: .time),
        "passwordLastSetAt": UserColumn(name: "passwordLastSetAt", kind: .time),
        "resetPasswordOnNextLogin": UserColumn(name: "resetPasswordOnNextLogin", kind: .boolean),
    ]

    /// The column of a field of `UserDto`; nil when users are not filtered by it.
    package static func named(_ field: String) -> UserColumn? {
        others[field]
            ?? UserAttribute(rawValue: field).map { UserColumn(name: $0.rawValue, kind: .text) }
    }
}

/// What a list is sorted by (`SortingDto` of the public description).
package enum UserSortField: String, CaseIterable, Sendable {
    case createdAt, updatedAt, email, username, externalId, phone, status, statusChangedAt
    case passwordLastSetAt, loginsCount, gender, lastLogin, userSourceType, lastMfaTime
    case passwordSecurityLevel, phoneCountryCode, lastIp

    /// The column that has the order; nil when all users are alike in it, as in everything that tells of logins.
    var column: String? {
        switch self {
        case .createdAt: "key"  // Keys are given in the order in which users are made.
        case .loginsCount, .lastLogin, .lastMfaTime, .lastIp: nil
        default: rawValue
        }
    }
}

/// One step of the order of a list.
package struct UserSorting: Sendable {
    /// The field.
    package let field: UserSortField
    /// The direction.
    package let order: SortOrder

    /// Sorts by a field.
    package init(field: UserSortField, order: SortOrder) {
        self.field = field
        self.order = order
    }
}

/// How a filter compares (`ListUsersAdvancedFilterItemDto` of the public description).
package enum UserFilterOperator: String, CaseIterable, Sendable {
    case equal = "EQUAL"
    case notEqual = "NOT_EQUAL"
    case contains = "CONTAINS"
    case notContains = "NOT_CONTAINS"
    case isNull = "IS_NULL"
    case notNull = "NOT_NULL"
    case isIn = "IN"
    /// At least; the description says so of this name.
    case greater = "GREATER"
    /// At most.
    case lesser = "LESSER"
    case between = "BETWEEN"
}

/// A condition on one field of users.
package struct UserFilter: Sendable {
    /// The field.
    package let column: UserColumn
    /// How it is compared.
    package let comparison: UserFilterOperator
    /// What it is compared with, as JSON text: nothing, one value, or for `IN` and `BETWEEN` an array.
    package let value: String

    /// Makes a condition.
    package init(_ column: UserColumn, _ comparison: UserFilterOperator, value: String = "null") {
        self.column = column
        self.comparison = comparison
        self.value = value
    }
}
