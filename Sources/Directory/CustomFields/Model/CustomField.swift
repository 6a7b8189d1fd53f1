internal import SQLite

/// The definition of a custom field (`CustomFieldDto` of the public description).
public struct CustomField: Sendable {
    /// Whose field it is.
    public enum Target: String, CaseIterable, Sendable {
        case user = "USER"
        case group = "GROUP"
        case department = "DEPARTMENT"
    }

    /// What values it takes.
    public enum DataType: String, CaseIterable, Sendable {
        case string = "STRING"
        case number = "NUMBER"
        /// A text or a number of milliseconds; its form is not described.
        case dateTime = "DATETIME"
        case boolean = "BOOLEAN"
        /// One of the options.
        case choice = "ENUM"
    }

    /// One of the values of a field with options.
    struct Option: Sendable {
        /// The value.
        let value: String
        /// What people see.
        let label: String?
    }

    /// Whose field it is.
    var target: Target
    /// The name in `customData`, unique for the target.
    var name: String
    /// What values it takes.
    var dataType: DataType
    /// The name people see.
    var label: String?
    /// What it is for.
    var description: String?
    /// Whether no two users may have the same value.
    var isUnique = false
    /// The values of a field of the type `ENUM`.
    var options: [Option] = []
}
