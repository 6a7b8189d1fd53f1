internal import Contract
internal import JSON
internal import PoolEngine

/// Shows a user's password encrypted by the key of the user pool (users.md).
///
/// The key is set in the vendor's console. The ciphertext of a user without a password is empty; that of a password is
/// not emulated.
extension GetUserPasswordCiphertext: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
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
