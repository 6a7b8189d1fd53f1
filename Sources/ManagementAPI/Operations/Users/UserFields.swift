internal import Directory

/// A user as a call names it.
struct UserReference {
    let id: String
    let type: UserIdType

    /// The user in a directory.
    ///
    /// - Throws: `DirectoryError.userNotFound`, `SQLiteError`.
    func find(in directory: DirectoryTransaction) throws -> User {
        try directory.users.find(id, type: type)
    }
}

/// The two fields by which most user operations name a user.
struct UserFields {
    static let userId = Field.text("userId")
    static let userIdType = Field.choice("userIdType", default: UserIdType.userId)

    /// Reads the fields.
    ///
    /// An id that cannot be an e-mail address or a phone number is refused when it is said to be one
    /// (users.md, getUser tests). The form of ids of type `custom_field` is not documented, so they are not
    /// emulated.
    static func read(from fields: inout FieldReader) -> UserReference {
        let id = fields.read(userId)
        let type = fields.read(userIdType)
        switch type {
        case .email where !id.isEmpty && !EmailAddress.isWellFormed(id): fields.refuse([userId])
        case .phone where !id.isEmpty && !PhoneNumber.isWellFormed(id): fields.refuse([userId])
        case .customField: fields.refuseNotEmulated(userIdType)
        default: break
        }
        return UserReference(id: id, type: type)
    }
}
