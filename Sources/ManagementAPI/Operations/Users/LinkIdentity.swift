internal import Directory
internal import JSON

/// Links an identity of an outside source to a user (`POST /api/v3/link-identity`, users.md).
struct LinkIdentity: Operation {
    static let declaration = OperationDeclaration(
        .post, "link-identity",
        fields: [
            IdentityFields.extIdpId, UserFields.userId, IdentityFields.type, IdentityFields.userIdInIdp,
            IdentityFields.isSocial,
        ],
        writes: true)

    private let extIdpId: String
    private let userId: String
    private let type: String?
    private let userIdInIdp: String

    init(from fields: inout FieldReader) {
        extIdpId = fields.read(IdentityFields.extIdpId)
        userId = fields.read(UserFields.userId)
        type = fields.read(IdentityFields.type)
        userIdInIdp = fields.read(IdentityFields.userIdInIdp)
        _ = fields.read(IdentityFields.isSocial)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.identities.link(userIdInIdp, of: extIdpId, type: type, to: userId)
        data.isSuccess()
    }
}
