internal import Directory
internal import JSON
internal import PoolEngine

/// Makes up to 50 users, all or none (`POST /api/v3/create-users-batch`, users.md).
struct CreateUsersBatch: PasswordSetting {
    private static let list = Field<[NewUserItem]>.list("list", count: 1...50)
    private static let options = ObjectField("options", as: NewUserOptions.self)

    static let declaration = OperationDeclaration(
        .post, "create-users-batch", fields: [list, options], writes: true, answers: .list(of: .user),
        notEmulated: NewUserExtras.notEmulated + NewUserOptions.notEmulated)

    private var list: [NewUserItem]
    private let options: NewUserOptions

    init(from fields: inout FieldReader) {
        list = fields.read(Self.list)
        options = Self.options.read(from: &fields)
        for item in list {
            if let field = item.notEmulated(with: options) { fields.refuseNotEmulated(field) }
        }
    }

    var setsPassword: Bool { options.autoGeneratePassword || list.contains(where: \.hasPassword) }

    mutating func hashPasswords(random: any RandomSource) throws {
        for index in list.indices { try list[index].hashPassword(options, random: random) }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let entries = BatchEntry.entries(of: list, named: Self.list.name)
        for entry in entries { try entry.run { try $0.check() } }
        try data.array(entries) { entry, data in
            let user = try entry.run { try $0.add(to: directory, with: options) }
            try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
        }
    }
}
