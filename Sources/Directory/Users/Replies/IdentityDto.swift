internal import Contract
internal import JSON
internal import PoolEngine

/// A user's identity in replies (`IdentityDto`).
struct IdentityDto {
    let identity: Identity

    /// Writes the object.
    ///
    /// The two tokens are absent: by the public description, the management API does not return them.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("identityId", identity.identityId)
        writer.member("extIdpId", identity.extIdpId)
        writer.member("provider", identity.provider)
        writer.member("type", identity.type)
        writer.member("userIdInIdp", identity.userIdInIdp)
        writer.name("userInfoInIdp")
        writer.raw(Array(identity.userInfoInIdp.utf8))
        writer.name("originConnIds")
        writer.raw(Array(identity.originConnIds.utf8))
        writer.endObject()
    }
}
