internal import Directory

/// The member that create-department-tree makes or changes along with the tree (`UserInfoDto`).
struct DepartmentTreeMember: FieldGroup {
    private static let attributes: [UserAttribute] = [
        .username, .email, .phone, .phoneCountryCode, .name, .country, .province, .city,
    ]
    private static let texts = attributes.map { Field.optionalText($0.rawValue) }
    private static let gender = Field<Gender?>.optionalChoice("gender", of: Gender.self)

    static let fields: [any FieldDeclaration] = texts + [gender]

    private let changes: UserChanges

    init(from fields: inout FieldReader) {
        var changes = UserChanges()
        for (attribute, field) in zip(Self.attributes, Self.texts) {
            let value = fields.read(field)
            changes.attributes[attribute] = value
            guard let value, !value.isEmpty else { continue }
            switch attribute {
            case .email where !EmailAddress.isWellFormed(value): fields.refuse([field])
            case .phone where !PhoneNumber.isWellFormed(value): fields.refuse([field])
            default: break
            }
        }
        changes.gender = fields.read(Self.gender)
        self.changes = changes
    }

    /// Makes the user, or changes the one with the e-mail address, phone number or username, and adds it to a
    /// department.
    ///
    /// - Parameters:
    ///   - departmentId: the department.
    ///   - directory: where to.
    /// - Returns: whether the user is new; nil when the call names nobody.
    /// - Throws: `APIError` for what no user can be, `DirectoryError.valueTaken`, `SQLiteError`.
    func join(_ departmentId: String, in directory: DirectoryTransaction) throws -> Bool? {
        guard !changes.isEmpty else { return nil }
        let profile = UserProfile(changes: changes)
        let known = try directory.users.find(anyOf: changes.attributes)
        try profile.check(for: known)
        guard let known else {
            _ = try directory.users.add(
                profile.newUser, departmentIds: [departmentId], type: .departmentId)
            return true
        }
        try directory.departments.add(
            try directory.users.update(known, with: changes), to: departmentId)
        return false
    }
}
