internal import Contract
internal import PoolEngine

extension CreateIdentityDto {
    /// The identity of a new user.
    ///
    /// The sample of the public description omits `userInfoInIdp` and `originConnIds`, which it declares required.
    var identity: NewIdentity {
        var identity = NewIdentity(
            extIdpId: extIdpId, provider: provider, type: type, userIdInIdp: userIdInIdp)
        identity.userInfoInIdp = userInfoInIdp ?? "{}"
        identity.accessToken = accessToken
        identity.refreshToken = refreshToken
        identity.originConnIds = originConnIds
        return identity
    }
}
