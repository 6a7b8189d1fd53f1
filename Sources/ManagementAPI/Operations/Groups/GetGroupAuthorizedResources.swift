internal import Directory
internal import JSON

/// Lists the resources a group may use (`GET /api/v3/get-group-authorized-resources`, groups.md).
///
/// Nothing emulated can authorize a group, nor make a namespace beside the one every pool has: the list is empty, and
/// any other namespace is unknown.
struct GetGroupAuthorizedResources: Operation {
    /// The kinds of resources.
    private enum ResourceType: String, CaseIterable, Sendable {
        case data = "DATA"
        case api = "API"
        case menu = "MENU"
        case button = "BUTTON"
        case ui = "UI"
    }

    /// The namespace that every pool has (example of the public description).
    private static let defaultNamespace = "default"

    private static let code = Field.groupCode
    private static let namespace = Field.optionalText("namespace")
    private static let resourceType = Field<ResourceType?>(
        "resourceType", .choice(ResourceType.allCases.map(\.rawValue)), absent: .some(nil), placeholder: nil
    ) { source in
        source.text.flatMap { ResourceType(rawValue: $0) }.map { .some($0) }
    }

    static let declaration = OperationDeclaration(
        .get, "get-group-authorized-resources", fields: [code, namespace, resourceType], success: .success,
        answers: .list(of: .nothing))

    private let code: String
    private let namespace: String?

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        namespace = fields.read(Self.namespace)
        _ = fields.read(Self.resourceType)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try directory.groups.get(code)
        guard namespace == nil || namespace == Self.defaultNamespace else {
            throw APIError(404, Message(chinese: "权限组不存在", english: "Permission namespace does not exist"))
        }
        data.beginArray()
        data.endArray()
    }
}
