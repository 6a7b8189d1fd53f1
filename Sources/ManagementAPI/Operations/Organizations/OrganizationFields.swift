/// The fields that several operations on organizations have.
struct OrganizationFields {
    /// The code of an organization there is: 100 characters and none are refused (organizations.md).
    static let organizationCode = Field.text("organizationCode", length: 1...64)
    static let tenantId = Field.optionalText("tenantId")
    static let description = Field.optionalText("description")
    static let openDepartmentId = Field.optionalText("openDepartmentId", length: 1...Int.max)
    static let withCustomData = Field.flag("withCustomData")
    static let withPost = Field.flag("withPost")

    /// The posts of an organization.
    ///
    /// No post is emulated, so naming one is refused.
    static let postIdList = Field<[String]?>.optionalTexts("postIdList")

    /// The names in other languages, `OrganizationNameI18nDto`; as for departments, each language may be missing.
    static let i18n = Field.i18n("organizationName")

    /// Reads the posts, which must be none.
    static func readPosts(from fields: inout FieldReader) {
        if fields.read(postIdList)?.isEmpty == false { fields.refuseNotEmulated(postIdList) }
    }
}
