internal import Directory
internal import JSON
internal import PoolEngine

/// Changes users, all or none (`POST /api/v3/update-user-batch`, users.md).
///
/// Ids are the vendor's own.
struct UpdateUserBatch: PasswordSetting {
    private static let list = Field<[UserUpdate]>.list("list", count: 0...Int.max)
    private static let options = ObjectField("options", as: UpdateUserBatchOptions.self)

    static let declaration = OperationDeclaration(
        .post, "update-user-batch", fields: [list, options], writes: true, answers: .list(of: .user),
        notEmulated: UserUpdate.notEmulated + UpdateUserBatchOptions.notEmulated)

    private var list: [UserUpdate]
    private let options: UpdateUserBatchOptions

    init(from fields: inout FieldReader) {
        list = fields.read(Self.list)
        options = Self.options.read(from: &fields)
        for update in list {
            if let field = update.notEmulated(with: options.password) { fields.refuseNotEmulated(field) }
        }
    }

    var setsPassword: Bool { options.password.isGenerated || list.contains(where: \.hasPassword) }

    mutating func hashPasswords(random: any RandomSource) throws {
        for index in list.indices { try list[index].hashPassword(options.password, random: random) }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try data.array(BatchEntry.entries(of: list, named: Self.list.name)) { entry, data in
            let user = try entry.run { try $0.apply(to: directory, type: .userId, with: options.password) }
            try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
        }
    }
}
