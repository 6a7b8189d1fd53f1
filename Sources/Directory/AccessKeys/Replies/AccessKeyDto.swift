internal import JSON
internal import PoolEngine

/// An access key as the API shows it, with its secret (`ListAccessKeyRespDto`, and two types with the same fields).
struct AccessKeyDto {
    private let owned: OwnedAccessKey

    /// Shows a key.
    init(_ key: OwnedAccessKey) {
        owned = key
    }

    /// Writes the object.
    ///
    /// Uses of keys are not recorded, so `lastDate` is the time at which the key was made.
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
