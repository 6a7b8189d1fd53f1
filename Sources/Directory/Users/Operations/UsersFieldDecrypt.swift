internal import Contract
internal import JSON
internal import PoolEngine

/// Decrypts fields of users (users.md).
///
/// The encryption scheme is undocumented, so only the empty list can be answered.
extension UsersFieldDecrypt: Operation {
    func check(_ fields: inout FieldReader) {
        if !self.data.isEmpty { fields.refuseNotEmulated(Self.data) }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.emptyList()
    }
}
