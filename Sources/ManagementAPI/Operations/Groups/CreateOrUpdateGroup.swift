internal import Directory
internal import JSON

/// Makes a group, or changes the one with the code (`POST /api/v3/create-or-update-group`, groups.md).
struct CreateOrUpdateGroup: Operation {
    private static let code = Field.groupCode
    private static let name = Field.text("name")
    private static let description = Field.optionalText("description")
    private static let type = Field.optionalText("type")

    static let declaration = OperationDeclaration(
        .post, "create-or-update-group", fields: [code, name, description, type], writes: true,
        success: .success,
        answers: .object(
            ReplyObject(
                "CreateOrUpdateGroupDataDto", [ReplyMember("created", .boolean), ReplyMember("data", .group)])
        ))

    private let code: String
    private let name: String
    private let description: String?
    private let type: String?

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        name = fields.read(Self.name)
        description = fields.read(Self.description)
        type = fields.read(Self.type).flatMap { $0.isEmpty ? nil : $0 }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let (group, created) = try directory.groups.createOrUpdate(
            code, name: name, description: description, type: type)
        data.beginObject()
        data.member("created", created)
        data.name("data")
        try GroupDto(group: group, withCustomData: false).write(to: &data)
        data.endObject()
    }
}
