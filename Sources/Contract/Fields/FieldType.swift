/// The values that a request field can have.
///
/// A test compares them with the OpenAPI document.
public indirect enum FieldType: Sendable {
    /// A string with bounds on its length in characters.
    case string(length: ClosedRange<Int>)
    /// One of a few strings.
    case choice([String])
    /// An array of non-empty strings with bounds on their number.
    case strings(count: ClosedRange<Int>)
    /// A truth value.
    case boolean
    /// An object with the given fields; with none, one of any shape.
    case object([any FieldDeclaration])
    /// An array of objects with bounds on their number.
    case list(of: [any FieldDeclaration], count: ClosedRange<Int>)
    /// An array of some of a few strings.
    case choices([String])
    /// Any JSON value.
    case any
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)

    /// The fields of the object, or of the objects of the array, that the value is; none for other values, and for
    /// objects of any shape.
    public var members: [any FieldDeclaration] {
        switch self {
        case .object(let fields), .list(let fields, _): fields
        default: []
        }
    }

    /// Whether the value is an array.
    public var isList: Bool {
        switch self {
        case .strings, .choices, .list: true
        default: false
        }
    }
}

/// A request field without the type of its value.
public protocol FieldDeclaration: Sendable {
    /// The name on the wire.
    var name: String { get }
    /// The values it takes.
    var type: FieldType { get }
}
