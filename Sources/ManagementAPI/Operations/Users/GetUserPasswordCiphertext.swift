internal import Directory
internal import JSON

/// Shows a user's password encrypted by the key of the user pool (`POST /api/v3/get-user-password-ciphertext`,
/// users.md).
///
/// The key is set in the console and has no operation here, so no password is kept under it: a user without a password
/// has an empty ciphertext, that of a password is not emulated.
struct GetUserPasswordCiphertext: Operation {
    static let declaration = OperationDeclaration(
        .post, "get-user-password-ciphertext", fields: [UserFields.userId, UserFields.userIdType],
        answers: .object(ReplyObject("GetUserPasswordCiphertextDataDto", [ReplyMember("ciphertext", .text)])),
        notEmulated: ["userId of a user with a password"])

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        guard try directory.users.passwordHash(of: user) == nil else {
            throw APIError(
                APIError.notEmulatedStatus, httpStatus: APIError.notEmulatedStatus,
                .emulator("\(Self.declaration.path): the ciphertext of a password is not emulated"))
        }
        data.beginObject()
        data.member("ciphertext", "")
        data.endObject()
    }
}
