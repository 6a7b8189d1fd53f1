internal import Directory
internal import JSON

/// Changes a group (`POST /api/v3/update-group`, groups.md).
struct UpdateGroup: Operation {
    private static let code = Field.groupCode
    private static let description = Field.optionalText("description")
    private static let name = Field.optionalText("name", length: 1...Int.max)
    private static let newCode = Field.optionalText("newCode", length: 1...64)
    private static let customData = Field.optionalObject("customData")

    static let declaration = OperationDeclaration(
        .post, "update-group", fields: [code, description, name, newCode, customData], writes: true,
        success: .success, answers: .group)

    private let code: String
    private var changes = GroupChanges()

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        changes.description = fields.read(Self.description)
        changes.name = fields.read(Self.name)
        changes.code = fields.read(Self.newCode)
        changes.customData = fields.read(Self.customData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let group = try directory.groups.update(code, changes)
        try GroupDto(group: group, withCustomData: false).write(to: &data)
    }
}
