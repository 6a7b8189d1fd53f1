internal import Directory
internal import JSON

/// Tells whether a user has one of the values given (`POST /api/v3/is-user-exists`, users.md).
struct IsUserExists: Operation {
    private static let fields: [(UserAttribute, Field<String?>)] =
        [UserAttribute.username, .email, .phone, .externalId].map { ($0, Field.optionalText($0.rawValue)) }

    static let declaration = OperationDeclaration(
        .post, "is-user-exists", fields: fields.map(\.1),
        answers: .object(ReplyObject("IsUserExistsDto", [ReplyMember("exists", .boolean)])))

    private var attributes = UserAttributes()

    init(from fields: inout FieldReader) {
        for (attribute, field) in Self.fields {
            let value = fields.read(field)
            attributes[attribute] = value?.isEmpty == false ? value : nil
        }
        if fields.isValid, attributes == UserAttributes() { fields.refuse(Self.fields.map(\.1)) }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let exists = try directory.users.contains(anyOf: attributes)
        data.beginObject()
        data.member("exists", exists)
        data.endObject()
    }
}
