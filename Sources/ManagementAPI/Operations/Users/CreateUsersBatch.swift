internal import Directory
internal import JSON

/// Makes up to 50 users, all or none (`POST /api/v3/create-users-batch`, users.md).
struct CreateUsersBatch: Operation {
    private static let list = Field<[NewUserItem]>.list("list", count: 1...50)
    private static let options = ObjectField("options", as: NewUserOptions.self)

    static let declaration = OperationDeclaration(
        .post, "create-users-batch", fields: [list, options], writes: true, answers: .list(of: .user),
        notEmulated: NewUserExtras.notEmulated + NewUserOptions.notEmulated)

    private let list: [NewUserItem]
    private let options: NewUserOptions

    init(from fields: inout FieldReader) {
        list = fields.read(Self.list)
        for item in list {
            if let field = item.notEmulated { fields.refuseNotEmulated(field) }
        }
        options = Self.options.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        for item in list { try item.check() }
        try data.array(list) { item, data in
            let user = try item.add(to: directory, departmentIdType: options.departmentIdType)
            try UserDto(user: user, options: .ofWrites, directory: directory).write(to: &data)
        }
    }
}
