internal import Directory
internal import JSON

/// Decrypts fields of users (`POST /api/v3/users/field/decrypt`, users.md).
///
/// Fields are encrypted when the console says so, by a scheme that is told nowhere; none is here, and nothing can be
/// decrypted but nothing.
struct UsersFieldDecrypt: Operation {
    private static let privateKey = Field.text("privateKey")
    private static let data = Field<[Item]>.list("data", count: 0...Int.max)

    static let declaration = OperationDeclaration(
        .post, "users/field/decrypt", fields: [privateKey, data], answers: .list(of: .nothing),
        notEmulated: ["data"])

    init(from fields: inout FieldReader) {
        _ = fields.read(Self.privateKey)
        if !fields.read(Self.data).isEmpty { fields.refuseNotEmulated(Self.data) }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        data.emptyList()
    }

    /// An encrypted field (`UserFieldDecryptReqItemDto`).
    private struct Item: FieldGroup {
        private static let userId = Field.optionalText("userId")
        private static let fieldName = Field.optionalText("fieldName")
        private static let encryptedContent = Field.text("encryptedContent", length: 0...Int.max)

        static let fields: [any FieldDeclaration] = [userId, fieldName, encryptedContent]

        init(from fields: inout FieldReader) {
            _ = fields.read(Self.userId)
            _ = fields.read(Self.fieldName)
            _ = fields.read(Self.encryptedContent)
        }
    }
}
