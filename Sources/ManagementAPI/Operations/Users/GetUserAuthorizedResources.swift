internal import Directory
internal import JSON

/// Lists the resources a user is authorized for (`GET /api/v3/get-user-authorized-resources`, users.md).
///
/// No resource is emulated, so there are none, of whatever kind.
struct GetUserAuthorizedResources: Operation {
    private static let namespace = Field.optionalText("namespace")
    private static let resourceType = Field<ResourceType?>.optionalChoice("resourceType", of: ResourceType.self)

    static let declaration = OperationDeclaration(
        .get, "get-user-authorized-resources",
        fields: [UserFields.userId, UserFields.userIdType, namespace, resourceType],
        answers: .page(of: .nothing))

    private let user: UserReference

    private enum ResourceType: String, CaseIterable, Sendable {
        case data = "DATA"
        case api = "API"
        case menu = "MENU"
        case button = "BUTTON"
        case userInterface = "UI"
    }

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        _ = fields.read(Self.namespace)
        _ = fields.read(Self.resourceType)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.emptyPage()
    }
}
