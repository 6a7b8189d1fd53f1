internal import Contract
internal import JSON
internal import PoolEngine

/// Tells whether a user has one of the values given (users.md).
extension IsUserExists: Operation {
    func check(_ fields: inout FieldReader) {
        let names: [UserAttribute] = [.username, .email, .phone, .externalId]
        let isEmpty = names.allSatisfy { (attributes[$0] ?? "").isEmpty }
        if fields.isValid, isEmpty {
            fields.refuse([Self.username, Self.email, Self.phone, Self.externalId])
        }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let exists = try directory.users.contains(anyOf: attributes)
        data.beginObject()
        data.member("exists", exists)
        data.endObject()
    }
}
