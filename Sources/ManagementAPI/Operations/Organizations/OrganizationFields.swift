internal import JSON

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
    static let postIdList = DepartmentContent.optionalTexts("postIdList")

    /// The names in other languages, `OrganizationNameI18nDto`; as for departments, each language may be missing.
    static let i18n = Field<String?>(
        "i18n", .object([DepartmentContent.languages(named: "organizationName")]), absent: .some(nil),
        placeholder: nil,
        convert: { source in
            guard case .json(let value) = source, let names = value["organizationName"],
                DepartmentContent.isLanguages(names)
            else { return nil }
            return .some(String(decoding: value.text, as: UTF8.self))
        })

    /// Reads the posts, which must be none.
    static func readPosts(from fields: inout FieldReader) {
        if fields.read(postIdList)?.isEmpty == false { fields.refuseNotEmulated(postIdList) }
    }
}
