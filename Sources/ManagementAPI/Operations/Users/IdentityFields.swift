internal import Directory
internal import JSON

/// Fields that name an identity.
struct IdentityFields {
    /// The id of an identity source.
    ///
    /// An id with a colon could not be told from what stands behind it in a `userId` of type `identity`.
    static let extIdpId = Field<String>(
        "extIdpId", .string(length: 1...Int.max), absent: nil, placeholder: ""
    ) {
        source in
        guard let text = source.text, !text.isEmpty, !text.utf8.contains(UInt8(ascii: ":")) else {
            return nil
        }
        return text
    }
    static let type = Field.optionalText("type", length: 1...Int.max)
    static let userIdInIdp = Field.text("userIdInIdp")
    /// Deprecated; any value may be given and means nothing, says the public description.
    static let isSocial = Field.optionalFlag("isSocial")
}

/// An identity of a new user (`CreateIdentityDto`).
///
/// The sample of the public description leaves `userInfoInIdp` and `originConnIds` out, which it declares required.
struct NewIdentityItem: FieldGroup {
    private static let provider = Field<IdentityProvider>.requiredChoice("provider", placeholder: IdentityProvider.oidc)
    private static let type = Field.text("type")
    private static let userInfoInIdp = Field.optionalObject("userInfoInIdp")
    private static let accessToken = Field.optionalText("accessToken")
    private static let refreshToken = Field.optionalText("refreshToken")
    private static let originConnIds = Field<[String]>.optionalTexts("originConnIds")

    static let fields: [any FieldDeclaration] = [
        IdentityFields.extIdpId, provider, type, IdentityFields.userIdInIdp, userInfoInIdp, accessToken,
        refreshToken, originConnIds,
    ]

    /// The identity.
    let identity: NewIdentity

    init(from fields: inout FieldReader) {
        var identity = NewIdentity(
            extIdpId: fields.read(IdentityFields.extIdpId), provider: fields.read(Self.provider),
            type: fields.read(Self.type), userIdInIdp: fields.read(IdentityFields.userIdInIdp))
        identity.userInfoInIdp = fields.read(Self.userInfoInIdp) ?? "{}"
        identity.accessToken = fields.read(Self.accessToken)
        identity.refreshToken = fields.read(Self.refreshToken)
        identity.originConnIds = fields.read(Self.originConnIds)
        self.identity = identity
    }
}
