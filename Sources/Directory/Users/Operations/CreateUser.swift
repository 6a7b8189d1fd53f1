internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a user (users.md).
extension CreateUser: PasswordSetting {
    func check(_ fields: inout FieldReader) {
        if let field = user.notEmulated(with: options) { fields.refuseNotEmulated(field) }
    }

    var newPasswords: [RequestedPassword?] { [user.newPassword(options)] }

    func respond(
        in directory: PoolTransaction, passwords: [PasswordHash?], to data: inout Writer
    ) throws {
        try user.check(for: nil)
        let created = try user.add(to: directory, with: options, password: passwords[0])
        try UserDto(user: created, options: .ofWrites, directory: directory).write(to: &data)
    }
}
