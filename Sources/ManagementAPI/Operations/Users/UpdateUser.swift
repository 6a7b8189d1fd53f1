internal import Directory
internal import JSON
internal import PoolEngine

/// Changes a user (`POST /api/v3/update-user`, users.md).
struct UpdateUser: PasswordSetting {
    private static let options = ObjectField("options", as: UpdateUserOptions.self)

    static let declaration = OperationDeclaration(
        .post, "update-user", fields: UserUpdate.fields + [options], writes: true, answers: .user,
        notEmulated: UserUpdate.notEmulated + UpdateUserOptions.notEmulated)

    private var update: UserUpdate
    private let options: UpdateUserOptions

    init(from fields: inout FieldReader) {
        update = UserUpdate(from: &fields)
        options = Self.options.read(from: &fields)
        if let field = update.notEmulated(with: options.password) { fields.refuseNotEmulated(field) }
        UserFields.check([update.userId], type: options.userIdType, from: &fields)
    }

    var setsPassword: Bool { update.hasPassword || options.password.isGenerated }

    mutating func hashPasswords(random: any RandomSource) throws {
        try update.hashPassword(options.password, random: random)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try update.apply(to: directory, type: options.userIdType, with: options.password)
        try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
    }
}
