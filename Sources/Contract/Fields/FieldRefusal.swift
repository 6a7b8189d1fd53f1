/// How an operation reports invalid fields.
public enum FieldRefusal: Sendable {
    /// One sentence with the names of the fields: `参数 code 格式错误`.
    case names
    /// A sentence for each rule that a field breaks, separated by commas: `code should not be empty`.
    case rules
}

/// Which rules an empty or missing list breaks, in operations that report rules.
public enum EmptyListRule: Sendable {
    /// `must contain at least 1 elements`.
    case tooFew
    /// `should not be empty`.
    case notEmpty
    /// Both, in this order.
    case both
}
