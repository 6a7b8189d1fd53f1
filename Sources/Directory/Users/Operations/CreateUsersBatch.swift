internal import Contract
internal import JSON
internal import PoolEngine

/// Creates users, all or none (users.md).
extension CreateUsersBatch: PasswordSetting {
    func check(_ fields: inout FieldReader) {
        for user in list {
            if let field = user.notEmulated(with: options) { fields.refuseNotEmulated(field) }
        }
    }

    var newPasswords: [RequestedPassword?] { list.map { $0.newPassword(options) } }

    func respond(
        in directory: PoolTransaction, passwords: [PasswordHash?], to data: inout Writer
    ) throws {
        let entries = BatchEntry.entries(of: list, named: Self.list.name)
        for entry in entries { try entry.run { try $0.check(for: nil) } }
        try data.array(Array(zip(entries, passwords))) { entry, data in
            let user = try entry.0.run { try $0.add(to: directory, with: options, password: entry.1) }
            try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
        }
    }
}
