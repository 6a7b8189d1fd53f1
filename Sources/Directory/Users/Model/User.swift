public import PoolEngine
internal import SQLite

/// Whether an account may be used (`UserDto.status`).
public enum UserStatus: String, CaseIterable, Sendable {
    case suspended = "Suspended"
    case resigned = "Resigned"
    case activated = "Activated"
    case archived = "Archived"
    case deactivated = "Deactivated"
}

/// A user's gender as the service knows it (`UserDto.gender`).
public enum Gender: String, CaseIterable, Sendable {
    case male = "M"
    case female = "F"
    case unknown = "U"
    /// In the Java and C# SDKs, not in the description.
    case woman = "W"
}

/// Where a user came from (`UserDto.userSourceType`).
public enum UserSource: String, CaseIterable, Sendable {
    case excel, register, adminCreated, sync
    /// In the Java SDK, not in the description.
    case workflow
}

/// A user of the pool.
public struct User: Sendable {
    /// The user's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits, or the id from a seed.
    public let userId: String
    /// When the user was created.
    public let createdAt: Timestamp
    /// When a field last changed.
    public let updatedAt: Timestamp
    /// Whether the account may be used.
    public let status: UserStatus
    /// When the status last changed, if ever.
    public let statusChangedAt: Timestamp?
    public let gender: Gender
    /// Whether the e-mail address is confirmed.
    public let emailVerified: Bool
    /// Whether the phone number is confirmed.
    public let phoneVerified: Bool
    /// Where the user came from.
    public let userSourceType: UserSource
    /// The id of the source the user came from, if one was named; only seeds do.
    public let userSourceId: String?
    /// The time of the last login, from a seed.
    public let lastLogin: Timestamp?
    /// The number of logins, from a seed.
    public let loginsCount: Int64
    /// When the password was last set, if there is one.
    public let passwordLastSetAt: Timestamp?
    /// Whether the password has to be changed at the next login.
    public let resetPasswordOnNextLogin: Bool
    /// The id of the main department, if the user has one.
    public let mainDepartmentId: String?
    /// The custom fields as JSON text of an object, if any were set.
    public let customData: String?
    /// The ids of the tenants the user belongs to, as JSON text of an array, if there are any.
    let tenantIds: String?
    /// The first of the tenants the user belongs to.
    public let tenantId: String?
    /// The text fields.
    public let attributes: StoredUserAttributes
}

extension User {
    /// The columns of a query that `init(_:)` reads; the users table is named `u` in it.
    static let columns = """
        u.key, u.userId, u.createdAt, u.updatedAt, u.status, u.statusChangedAt, u.gender, u.emailVerified,
        u.phoneVerified, u.userSourceType, u.passwordLastSetAt, u.resetPasswordOnNextLogin,
        (SELECT departmentId FROM departments WHERE key = u.mainDepartmentKey), u.customData,
        u.tenantIds, u.tenantIds ->> '$[0]', u.userSourceId, u.lastLogin, u.loginsCount,
        \(UserAttribute.allCases.map { "u.\($0.rawValue)" }.joined(separator: ", "))
        """

    private static let firstAttributeColumn: Int32 = 19

    /// Reads a row of a query over `columns`.
    ///
    /// - Throws: `SQLiteError.unusable` for an unknown status, gender or source.
    init(_ row: Row) throws(SQLiteError) {
        key = row.integer(0)
        userId = row.text(1)
        createdAt = Timestamp(milliseconds: row.integer(2))
        updatedAt = Timestamp(milliseconds: row.integer(3))
        status = try row.choice(4, of: "users.status")
        statusChangedAt = row.optionalInteger(5).map { Timestamp(milliseconds: $0) }
        gender = try row.choice(6, of: "users.gender")
        emailVerified = row.bool(7)
        phoneVerified = row.bool(8)
        userSourceType = try row.choice(9, of: "users.userSourceType")
        passwordLastSetAt = row.optionalInteger(10).map { Timestamp(milliseconds: $0) }
        resetPasswordOnNextLogin = row.bool(11)
        mainDepartmentId = row.optionalText(12)
        customData = row.optionalText(13)
        tenantIds = row.optionalText(14)
        tenantId = row.optionalText(15)
        userSourceId = row.optionalText(16)
        lastLogin = row.optionalInteger(17).map { Timestamp(milliseconds: $0) }
        loginsCount = row.integer(18)
        attributes = StoredUserAttributes(
            columns: row.texts(from: Self.firstAttributeColumn, count: UserAttribute.allCases.count))
    }
}

extension Row {
    /// The column as an enumeration value.
    ///
    /// - Parameters:
    ///   - column: the column, from 0.
    ///   - name: its name, as `table.column`.
    /// - Returns: the choice.
    /// - Throws: `SQLiteError.unusable` for another text.
    func choice<Choice: RawRepresentable<String>>(
        _ column: Int32, of name: String
    ) throws(SQLiteError) -> Choice {
        guard let choice = Choice(rawValue: text(column)) else { throw .unusable(name) }
        return choice
    }
}

/// The text fields of a user as stored in the database.
public struct StoredUserAttributes: Sendable {
    fileprivate let columns: TextColumns

    /// The value of one field.
    public subscript(_ attribute: UserAttribute) -> String? { columns[attribute.index] }

    /// Whether a field was never set.
    public func isNull(_ attribute: UserAttribute) -> Bool { columns.isNull(attribute.index) }

    /// Calls `body` with the value of a field as UTF-8; empty for one that was never set.
    public func withText<Result>(
        of attribute: UserAttribute, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try columns.withText(attribute.index, body)
    }
}
