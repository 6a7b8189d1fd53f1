internal import Directory
internal import JSON

/// Takes the identities a user has in an outside source away (`POST /api/v3/unlink-identity`, users.md).
struct UnlinkIdentity: Operation {
    static let declaration = OperationDeclaration(
        .post, "unlink-identity",
        fields: [
            IdentityFields.extIdpId, UserFields.userId, IdentityFields.type, IdentityFields.isSocial,
        ],
        writes: true)

    private let extIdpId: String
    private let userId: String
    private let type: String?

    init(from fields: inout FieldReader) {
        extIdpId = fields.read(IdentityFields.extIdpId)
        userId = fields.read(UserFields.userId)
        type = fields.read(IdentityFields.type)
        _ = fields.read(IdentityFields.isSocial)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.identities.unlink(extIdpId, type: type, from: userId)
        data.isSuccess()
    }
}
