internal import JSON
internal import PoolEngine

/// An access key in replies, with its secret (`ListAccessKeyRespDto`, and two types with the same fields).
struct AccessKeyDto {
    private let owned: OwnedAccessKey

    init(_ key: OwnedAccessKey) {
        owned = key
    }

    /// Writes the object.
    ///
    /// Uses of keys are not recorded, so `lastDate` is the creation time of the key.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("accessKeyId", owned.key.id)
        writer.member("accessKeySecret", owned.key.secret)
        writer.member("userId", owned.key.userId)
        writer.member("createdAt", owned.createdAt.iso8601)
        writer.member("status", owned.key.status.rawValue)
        writer.member("lastDate", owned.createdAt.iso8601)
        writer.member("userPoolId", owned.userPoolId)
        writer.member("enable", owned.key.isEnabled)
        writer.endObject()
    }
}
