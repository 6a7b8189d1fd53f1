internal import Contract
internal import JSON
internal import PoolEngine

/// Changes users, all or none (users.md).
///
/// Ids are the vendor's own.
extension UpdateUserBatch: PasswordSetting {
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
        try data.array(Array(zip(entries, passwords))) { entry, data in
            let user = try entry.0.run {
                try $0.apply(to: directory, type: .userId, with: options, password: entry.1)
            }
            try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
        }
    }
}
