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

    /// Reads the two fields.
    static func read(from fields: inout FieldReader) -> UserReference {
        let id = fields.read(userId)
        let type = readType(from: &fields)
        check([id], type: type, from: &fields)
        return UserReference(id: id, type: type)
    }

    /// Reads the id and, inside the options of the call, its kind.
    static func read(
        with options: ObjectField<UserIdTypeOptions>, from fields: inout FieldReader
    ) -> UserReference {
        let id = fields.read(userId)
        let type = options.read(from: &fields).userIdType
        check([id], type: type, from: &fields)
        return UserReference(id: id, type: type)
    }

    /// Reads the kind of ids.
    static func readType(from fields: inout FieldReader) -> UserIdType {
        fields.read(userIdType)
    }

    /// Refuses ids that cannot be e-mail addresses or phone numbers and are said to be (users.md, getUser tests).
    ///
    /// Empty ids are refused where they are read.
    static func check(
        _ ids: [String], type: UserIdType, named field: any FieldDeclaration = userId,
        from fields: inout FieldReader
    ) {
        let isWellFormed: (String) -> Bool =
            switch type {
            case .email: EmailAddress.isWellFormed
            case .phone: PhoneNumber.isWellFormed
            default: { _ in true }
            }
        guard let index = ids.firstIndex(where: { !$0.isEmpty && !isWellFormed($0) }) else { return }
        fields.refuse(named: field.name, detail: field.type.isList ? "\(field.name)[\(index)]" : nil)
    }
}
