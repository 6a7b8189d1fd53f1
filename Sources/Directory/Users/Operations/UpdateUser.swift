internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a user (users.md).
extension UpdateUser: PasswordSetting {
    func check(_ fields: inout FieldReader) {
        if let field = user.notEmulated(with: options) { fields.refuseNotEmulated(field) }
        fields.checkUserId(user.userId, type: options.userIdType)
    }

    var newPasswords: [RequestedPassword?] { [user.newPassword(options)] }

    func respond(
        in directory: PoolTransaction, passwords: [PasswordHash?], to data: inout Writer
    ) throws {
        let changed = try user.apply(
            to: directory, type: options.userIdType, with: options, password: passwords[0])
        try UserDto(user: changed, options: .ofWrites, directory: directory).write(to: &data)
    }
}
