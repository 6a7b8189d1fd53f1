internal import SQLite

/// A query of definitions; nil selects all.
struct CustomFieldQuery {
    /// The type of the fields.
    var dataType: CustomField.DataType?
    /// Whether users see them.
    var userVisible: Bool?
    /// Whether administrators see them.
    var adminVisible: Bool?
    /// Text that the key or the label contains, ignoring case.
    var keyword: String?

    /// The fields that match.
    func matches(among fields: [CustomField]) -> [CustomField] {
        let keyword = keyword ?? ""
        return fields.filter { field in
            (dataType ?? field.dataType) == field.dataType
                && (userVisible ?? field.visibleInUserCenter) == field.visibleInUserCenter
                && (adminVisible ?? field.visibleInAdminConsole) == field.visibleInAdminConsole
                && (CaseFolding.contains(field.name, keyword)
                    || CaseFolding.contains(field.label ?? "", keyword))
        }
    }
}
