internal import Contract
internal import PoolEngine

/// The user that create-department-tree creates or changes together with the tree.
extension UserInfoDto {
    func check(_ fields: inout FieldReader) {
        fields.checkAddresses(of: attributes)
    }

    /// Creates the user, or changes the one with the e-mail address, phone number or username, and adds it to a
    /// department.
    ///
    /// - Parameters:
    ///   - departmentId: the vendor's id of the department.
    ///   - directory: the transaction.
    /// - Returns: whether the user is new; nil if the request names no user.
    /// - Throws: `APIError` for invalid fields, `UserError.valueTaken`, `SQLiteError`.
    func join(_ departmentId: String, in directory: PoolTransaction) throws -> Bool? {
        let changes = changes
        guard !changes.isEmpty else { return nil }
        let known = try directory.users.find(anyOf: attributes)
        try attributes.check(for: known)
        guard let known else {
            _ = try directory.users.add(
                changes.newUser, departmentIds: [departmentId], type: .departmentId)
            return true
        }
        try directory.departments.add(
            try directory.users.update(known, with: changes), to: departmentId)
        return false
    }

    private var changes: UserChanges {
        var changes = UserChanges()
        changes.attributes = attributes
        changes.gender = gender
        return changes
    }
}
