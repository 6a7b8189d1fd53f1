internal import Directory

/// The member that create-department-tree creates or changes along with the tree.
extension UserInfoDto {
    func check(_ fields: inout FieldReader) {
        if let email, !email.isEmpty, !EmailAddress.isWellFormed(email) { fields.refuse([Self.email]) }
        if let phone, !phone.isEmpty, !PhoneNumber.isWellFormed(phone) { fields.refuse([Self.phone]) }
    }

    /// Creates the user, or changes the one with the e-mail address, phone number or username, and adds it to a
    /// department.
    ///
    /// - Parameters:
    ///   - departmentId: the vendor's id of the department.
    ///   - directory: the transaction.
    /// - Returns: whether the user is new; nil when the request names no user.
    /// - Throws: `APIError` for what no user can be, `DirectoryError.valueTaken`, `SQLiteError`.
    func join(_ departmentId: String, in directory: DirectoryTransaction) throws -> Bool? {
        let changes = changes
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

    private var changes: UserChanges {
        var changes = UserChanges()
        changes.attributes[.username] = username
        changes.attributes[.email] = email
        changes.attributes[.phone] = phone
        changes.attributes[.phoneCountryCode] = phoneCountryCode
        changes.attributes[.name] = name
        changes.attributes[.country] = country
        changes.attributes[.province] = province
        changes.attributes[.city] = city
        changes.gender = gender
        return changes
    }
}
