internal import SQLite

/// What a list of definitions is to contain; nil does not matter.
struct CustomFieldQuery {
    /// The type of the fields.
    var dataType: CustomField.DataType?
    /// Whether users see them.
    var userVisible: Bool?
    /// Whether administrators see them.
    var adminVisible: Bool?
    /// What the key or the label contains, letters in any case.
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
