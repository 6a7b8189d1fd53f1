/// The values of `dataType` in requests; an older SDK and the filters use `SELECT` for `ENUM`.
enum CustomFieldDataType: String, CaseIterable, Sendable {
    case string = "STRING"
    case number = "NUMBER"
    case datetime = "DATETIME"
    case boolean = "BOOLEAN"
    case object = "OBJECT"
    case select = "SELECT"
    case choice = "ENUM"

    /// The type of the model.
    var dataType: CustomField.DataType {
        switch self {
        case .string: .string
        case .number: .number
        case .datetime: .dateTime
        case .boolean: .boolean
        case .object: .object
        case .select, .choice: .choice
        }
    }
}
