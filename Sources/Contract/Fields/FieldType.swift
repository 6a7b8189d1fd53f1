/// The values that a request field can have.
///
/// A test compares them with the OpenAPI document.
public indirect enum FieldType: Sendable {
    /// A string with limits of its length in characters.
    case string(length: ClosedRange<Int>)
    /// An enumeration value.
    case choice([String])
    /// An array of strings with limits of its length; `areFilled` if none of them may be empty.
    case strings(count: ClosedRange<Int>, areFilled: Bool = true)
    case boolean
    /// An object with the given fields; without any, an object of any shape.
    case object([any FieldDeclaration])
    /// An array of objects with limits of its length.
    case list(of: [any FieldDeclaration], count: ClosedRange<Int>)
    /// An array of enumeration values.
    case choices([String])
    /// Any JSON value.
    case any
    /// A whole number with limits.
    case integer(ClosedRange<Int>)

    /// The fields of an object or of the objects of an array; empty for other types, and for objects of any shape.
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
    var type: FieldType { get }
}
