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
        let keyword = Array(CaseFolding.folded(keyword ?? "").unicodeScalars)
        return fields.filter { field in
            (dataType ?? field.dataType) == field.dataType
                && (userVisible ?? field.visibleInUserCenter) == field.visibleInUserCenter
                && (adminVisible ?? field.visibleInAdminConsole) == field.visibleInAdminConsole
                && (Self.contains(field.name, keyword) || Self.contains(field.label ?? "", keyword))
        }
    }

    private static func contains(_ text: String, _ keyword: [Unicode.Scalar]) -> Bool {
        let text = Array(CaseFolding.folded(text).unicodeScalars)
        guard text.count >= keyword.count else { return false }
        return (0...(text.count - keyword.count)).contains { text[$0...].starts(with: keyword) }
    }
}
