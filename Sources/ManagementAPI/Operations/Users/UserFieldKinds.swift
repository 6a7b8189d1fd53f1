internal import Directory
internal import JSON

/// Kinds of fields that user operations have besides the common ones.
extension UserFields {
    /// The most conditions, or steps of an order, that one search takes.
    ///
    /// Each is a part of one statement, and SQLite's statements are bounded; nobody writes so many.
    static let mostConditions = 100

    /// The length of a page of users: 1 to 50.
    ///
    /// More is valid as a field; `UserPage` refuses it by its own text.
    static let limit = Field<Int>("limit", .integer(1...50), absent: 10, placeholder: 10) { source in
        guard let number = source.integer, number >= 1 else { return nil }
        return number
    }
}

/// The page of a list of users, whose limit is refused in other words than elsewhere (users.md).
struct UserPage: FieldGroup {
    static let fields: [any FieldDeclaration] = [Field<Int>.page, UserFields.limit]

    private let page: Page

    init(from fields: inout FieldReader) {
        page = Page(number: fields.read(.page), limit: fields.read(UserFields.limit))
    }

    /// The page.
    ///
    /// - Throws: `APIError` for a limit over 50.
    func checked() throws(APIError) -> Page {
        guard page.limit <= 50 else { throw APIError(400, Message(fixed: "limit must less than 50")) }
        return page
    }
}
