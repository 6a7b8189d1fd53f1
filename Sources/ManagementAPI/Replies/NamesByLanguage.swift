internal import JSON

extension ReplyType {
    /// A name in other languages, as departments have it (`DepartmentI18nDto`).
    static let departmentNames = namesByLanguage("DepartmentI18nDto", "name")
    /// A name in other languages, as organizations have it (`OrganizationNameI18nDto`).
    static let organizationNames = namesByLanguage("OrganizationNameI18nDto", "organizationName")

    /// The languages that were not set are left out.
    private static func namesByLanguage(_ name: String, _ member: String) -> ReplyType {
        let unit = ReplyObject("LangUnit", [ReplyMember("enabled", .boolean), ReplyMember("value", .text)])
        let languages = ["zh-CN", "en-US", "zh-TW", "ja-JP"].map { ReplyMember($0, .object(unit)).whenAsked }
        return .object(
            ReplyObject(name, [ReplyMember(member, .object(ReplyObject("LangObject", languages)))]))
    }
}

extension Writer {
    /// The member `i18n`.
    ///
    /// - Parameters:
    ///   - names: the names by language, JSON text of an object; nil for null.
    ///   - member: what the names are of: `name` or `organizationName`.
    mutating func i18n(_ names: String?, as member: StaticString) {
        name("i18n")
        guard let names else {
            null()
            return
        }
        beginObject()
        name(member)
        raw(Array(names.utf8))
        endObject()
    }
}
