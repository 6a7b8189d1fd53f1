internal import Directory
internal import JSON
internal import PoolEngine

/// Makes a user (`POST /api/v3/create-user`, users.md).
struct CreateUser: PasswordSetting {
    private static let options = ObjectField("options", as: NewUserOptions.self)

    static let declaration = OperationDeclaration(
        .post, "create-user", fields: NewUserItem.fields + [options], writes: true, answers: .user,
        notEmulated: NewUserExtras.notEmulated + NewUserOptions.notEmulated)

    private var user: NewUserItem
    private let options: NewUserOptions

    init(from fields: inout FieldReader) {
        user = NewUserItem(from: &fields)
        options = Self.options.read(from: &fields)
        if let field = user.notEmulated(with: options) { fields.refuseNotEmulated(field) }
    }

    var setsPassword: Bool { user.hasPassword || options.autoGeneratePassword }

    mutating func hashPasswords(random: any RandomSource) throws {
        try user.hashPassword(options, random: random)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try user.check()
        let user = try user.add(to: directory, with: options)
        try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
    }
}

extension UserDtoOptions {
    /// What calls that make or change users answer: custom fields come back unasked (users.md, createUser test).
    static let ofWrites = UserDtoOptions(customData: true)
}
