internal import Directory
internal import JSON

/// Finds a group by its code (`GET /api/v3/get-group`, groups.md).
struct GetGroup: Operation {
    private static let code = Field.groupCode
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-group", fields: [code, withCustomData], success: .success, answers: .group)

    private let code: String
    private let withCustomData: Bool

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        withCustomData = fields.read(Self.withCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let group = try directory.groups.get(code)
        try GroupDto(group: group, withCustomData: withCustomData).write(to: &data)
    }
}
