internal import Contract
internal import JSON
internal import PoolEngine

/// Fields of user operations with special validation.
extension Field<Int> {
    /// The length of a page of users: 1 to 50.
    ///
    /// A larger number is valid here; `pageOfUsers` refuses it with a message of its own.
    static let limitOfUsers = Field("limit", .integer(1...50), absent: 10, placeholder: 10) { source in
        guard let number = source.integer, number >= 1 else { return nil }
        return number
    }
}

extension PagedRequest {
    /// The page of a list of users, for which the message of an invalid limit differs (users.md).
    ///
    /// - Throws: `APIError` for a limit over 50.
    func pageOfUsers() throws(APIError) -> Page {
        guard limit <= 50 else { throw APIError(400, Message(fixed: "limit must less than 50")) }
        return listPage
    }
}

extension Field<String> {
    /// The id of an identity source.
    ///
    /// It must not contain a colon, which separates it from the rest of a `userId` of type `identity`.
    static let extIdpId = Field("extIdpId", .string(length: 1...Int.max), absent: nil, placeholder: "") {
        source in
        guard let text = source.text, !text.isEmpty, !text.utf8.contains(UInt8(ascii: ":")) else {
            return nil
        }
        return text
    }
}

/// The custom fields of a user as received.
struct UserCustomData: Sendable {
    /// The JSON text of an object; nil if absent.
    var text: String?
    /// Whether a value has more than 1,024 characters (users.md; 1,025 are refused).
    var isTooLong = false
}

extension Field<UserCustomData> {
    private static let longestValue = 1_024

    /// The field `customData`.
    static let userCustomData = Field(
        "customData", .object([]), absent: UserCustomData(), placeholder: UserCustomData()
    ) { source in
        guard case .json(let value) = source else { return nil }
        if value.isEmptyArray { return UserCustomData(text: "{}") }
        guard value.kind == .object else { return nil }
        let isTooLong = value.members.contains { member in
            let length = member.value.string?.unicodeScalars.count ?? member.value.text.count
            return length > longestValue
        }
        return UserCustomData(text: String(decoding: value.text, as: UTF8.self), isTooLong: isTooLong)
    }
}
