internal import Directory
internal import JSON

/// The fields by which create-department and update-department say what a department is to be.
struct DepartmentContent {
    static let description = Field.optionalText("description")
    /// 100 characters are refused; whether 64 pass is unknown (departments.md).
    static let code = Field.optionalText("code", length: 1...64)
    static let customData = Field.optionalObject("customData")
    /// Declared required, sent by no client and explained nowhere: it is read and means nothing (departments.md).
    static let metadata = Field.optionalObject("metadata")

    /// The posts of a department.
    ///
    /// No post is emulated, so naming one is refused.
    static let postIdList = Field<[String]?>.optionalTexts("postIdList")

    /// The names in other languages, `DepartmentI18nDto`; each language may be missing.
    static let i18n = Field.i18n("name")

    /// Reads the fields that mean nothing here, or nothing yet.
    static func readOthers(from fields: inout FieldReader) {
        _ = fields.read(metadata)
        if fields.read(postIdList)?.isEmpty == false { fields.refuseNotEmulated(postIdList) }
    }
}
