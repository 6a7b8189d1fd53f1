internal import Directory
internal import JSON

/// Makes a group, or changes the one with the code (`POST /api/v3/create-or-update-group`, groups.md).
struct CreateOrUpdateGroup: Operation {
    private static let code = Field.groupCode
    private static let name = Field.text("name")
    private static let description = Field.groupDescription
    private static let type = Field.text("type")

    static let declaration = OperationDeclaration(
        .post, "create-or-update-group", fields: [code, name, description, type], writes: true,
        success: .success,
        answers: .object(
            ReplyObject(
                "CreateOrUpdateGroupDataDto", [ReplyMember("created", .boolean), ReplyMember("data", .group)])
        ))

    private let group: NewGroup

    init(from fields: inout FieldReader) {
        var group = NewGroup(code: fields.read(Self.code), name: fields.read(Self.name))
        group.description = fields.read(Self.description)
        group.type = fields.read(Self.type)
        self.group = group
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let (group, created) = try directory.groups.createOrUpdate(group)
        data.beginObject()
        data.member("created", created)
        data.name("data")
        GroupDto(group: group, withCustomData: false).write(to: &data)
        data.endObject()
    }
}
