internal import JSON
internal import PoolEngine

/// The definition of a custom field, or of a built-in field of users (`CustomFieldDto` of the public description).
public struct CustomField: Sendable {
    /// What the field belongs to.
    public enum Target: String, CaseIterable, Sendable {
        case user = "USER"
        /// Definitions are stored, but roles are not emulated, so none has values.
        case role = "ROLE"
        case group = "GROUP"
        case department = "DEPARTMENT"
    }

    /// The type of the values.
    public enum DataType: String, CaseIterable, Sendable {
        case string = "STRING"
        case number = "NUMBER"
        /// A text or a number of milliseconds; its form is not described.
        case dateTime = "DATETIME"
        case boolean = "BOOLEAN"
        /// One of the options.
        case choice = "ENUM"
        /// Any JSON value.
        case object = "OBJECT"
    }

    /// One of the values of a field with options.
    struct Option: Sendable {
        let value: String
        /// The display name.
        let label: String?
    }

    /// What the field belongs to.
    var target: Target
    /// The name in `customData`, unique for the target.
    var name: String
    /// The type of the values.
    var dataType: DataType
    /// The display name.
    var label: String?
    /// The display names in other languages, JSON text of an object (`LangObject`).
    var i18n: String?
    /// The description.
    var description: String?
    /// Whether no two users may have the same value.
    var isUnique = false
    /// Whether the service encrypts its values; the emulator does not.
    var encrypted = false
    /// Whether users may change their own value.
    var userEditable = false
    /// Whether administrators see it.
    var visibleInAdminConsole = true
    /// Whether users see it.
    var visibleInUserCenter = true
    /// Whether the console hides parts of its values.
    var desensitization = false
    /// The rules of the console as JSON text; nil for none.
    var validateRules: String?
    /// The ids of applications, JSON text of a list; nil for none.
    var appIds: String?
    /// When it was defined; nil if unknown, and for a built-in field.
    var createdAt: Timestamp?
    /// The values of a field of the type `ENUM`.
    var options: [Option] = []

    /// Creates a field without a label, which is visible to all.
    init(
        target: Target, name: String, dataType: DataType, isUnique: Bool = false, options: [Option] = []
    ) {
        self.target = target
        self.name = name
        self.dataType = dataType
        self.isUnique = isUnique
        self.options = options
    }
}

extension CustomField {
    /// An array of strings as JSON text; nil for none.
    static func list(_ texts: [String]) -> String? {
        guard !texts.isEmpty else { return nil }
        var writer = Writer()
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
