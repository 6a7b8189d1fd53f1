/// What values a request field takes: the part of its declaration that documents can be made from.
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

/// A request field as documents see it, without the type of its value.
public protocol FieldDeclaration: Sendable {
    /// The name on the wire.
    var name: String { get }
    /// The values it takes.
    var type: FieldType { get }
    /// Whether a call without it is refused.
    var isRequired: Bool { get }
    /// The value that an absent field is taken for; nil when there is none, or none that documents can show.
    var defaultValue: DefaultValue? { get }
}

/// The value that an absent field is taken for.
public enum DefaultValue: Sendable, Equatable {
    /// A string.
    case text(String)
    /// Strings.
    case texts([String])
    /// A whole number.
    case integer(Int)
    /// A truth value.
    case boolean(Bool)
}

extension FieldDeclaration {
    /// None: objects are read field by field.
    public var defaultValue: DefaultValue? { nil }
}
