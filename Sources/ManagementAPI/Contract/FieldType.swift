/// What values a request field takes: the part of its declaration that documents can be made from.
package enum FieldType: Sendable, Equatable {
    /// A string with bounds on its length in characters.
    case string(length: ClosedRange<Int>)
    /// One of a few strings.
    case choice([String])
    /// An array of non-empty strings with bounds on their number.
    case strings(count: ClosedRange<Int>)
    /// A truth value.
    case boolean
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)
}

/// A request field as documents see it, without the type of its value.
package protocol FieldDeclaration: Sendable {
    /// The name on the wire.
    var name: String { get }
    /// The values it takes.
    var type: FieldType { get }
    /// Whether a call without it is refused.
    var isRequired: Bool { get }
}
