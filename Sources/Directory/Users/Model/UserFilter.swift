internal import SQLite

/// The operator of a filter (`ListUsersAdvancedFilterItemDto` of the public description).
public enum UserFilterOperator: String, CaseIterable, Sendable {
    case equal = "EQUAL"
    case notEqual = "NOT_EQUAL"
    case contains = "CONTAINS"
    case notContains = "NOT_CONTAINS"
    case isNull = "IS_NULL"
    case notNull = "NOT_NULL"
    case isIn = "IN"
    /// Greater or equal, by the description of this name.
    case greater = "GREATER"
    /// Less or equal.
    case lesser = "LESSER"
    case between = "BETWEEN"
}

/// A department in a filter.
public struct DepartmentSelection: Sendable {
    let reference: DepartmentReference
    /// Whether to include the departments below it.
    let includesChildren: Bool

    public init(_ reference: DepartmentReference, includesChildren: Bool) {
        self.reference = reference
        self.includesChildren = includesChildren
    }
}

/// A condition on users.
public struct UserFilter: Sendable {
    /// The subject of a condition.
    public enum Subject: Sendable {
        /// A field that every user has.
        case column(UserColumn)
        /// A custom field by its name; its values are texts, numbers and Booleans.
        case customField(String)
        /// The departments a user is a direct member of; a user may have several, and so below.
        case departments([DepartmentSelection])
        /// A user's identities in outside identity sources.
        ///
        /// Values are objects with some of the members `extIdpId`, `provider`, `type` and `userIdInIdp`.
        case identities
        /// Where a user came from.
        ///
        /// Values are objects with `userSourceType`, `userSourceId` or both.
        case sources
        /// The applications in which a user has logged in; there are none.
        case loggedInApps
    }

    let subject: Subject
    /// The operator; subjects with several values for a user have only equality, `IN` and the two operators of
    /// presence.
    let comparison: UserFilterOperator
    /// The operand as JSON text: none, one value, or for `IN` and `BETWEEN` an array.
    ///
    /// Always an array for subjects with several values for a user.
    let value: String

    /// Creates a condition.
    public init(_ subject: Subject, _ comparison: UserFilterOperator, value: String = "null") {
        self.subject = subject
        self.comparison = comparison
        self.value = value
    }

    /// Creates a condition on a field that every user has.
    public init(_ column: UserColumn, _ comparison: UserFilterOperator, value: String = "null") {
        self.init(.column(column), comparison, value: value)
    }
}

extension Users {
    private static let keysBelow = SQL(
        """
        WITH RECURSIVE below (key) AS (
            SELECT value FROM json_each(?1)
            UNION SELECT d.key FROM below JOIN departments d ON d.parentKey = below.key
        )
        SELECT key FROM below
        """)

    /// A filter with its departments looked up.
    ///
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, `CustomFieldError.notDefined`, `SQLiteError`.
    func resolved(_ filter: UserFilter) throws -> UserFilter {
        if case .customField(let name) = filter.subject, try !customFields.isPossible(name, of: .user) {
            throw CustomFieldError.notDefined(name: name)
        }
        guard case .departments(let selections) = filter.subject else { return filter }
        var keys: Set<Int64> = []
        var tops: Set<Int64> = []
        for selection in selections {
            let key = try departments.key(of: selection.reference)
            if selection.includesChildren { tops.insert(key) } else { keys.insert(key) }
        }
        if !tops.isEmpty {
            // All in one query, so that a department below several of them is read once.
            keys.formUnion(try connection.all(Self.keysBelow, Self.list(of: tops)) { $0.integer(0) })
        }
        return UserFilter(.departments([]), filter.comparison, value: Self.list(of: keys))
    }

    private static func list(of keys: Set<Int64>) -> String {
        "[" + keys.map { String($0) }.joined(separator: ",") + "]"
    }
}
