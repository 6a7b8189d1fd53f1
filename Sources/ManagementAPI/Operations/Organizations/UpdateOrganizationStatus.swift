internal import Directory
internal import JSON

/// Switches an organization on or off (`POST /api/v3/update-organization-status`, organizations.md).
///
/// `status` is a text, as in `OrganizationDto`.
struct UpdateOrganizationStatus: Operation {
    private static let status = Field<Bool?>(
        "status", .choice(["true", "false"]), absent: .some(nil), placeholder: nil
    ) { source in
        switch source.text {
        case "true": .some(true)
        case "false": .some(false)
        default: nil
        }
    }
    private static let rootNodeId = Field.text("rootNodeId")

    static let declaration = OperationDeclaration(
        .post, "update-organization-status", fields: [status, rootNodeId], writes: true)

    private let status: Bool?
    private let rootNodeId: String

    init(from fields: inout FieldReader) {
        status = fields.read(Self.status)
        rootNodeId = fields.read(Self.rootNodeId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.organizations.setStatus(ofRoot: rootNodeId, to: status)
        data.isSuccess()
    }
}
