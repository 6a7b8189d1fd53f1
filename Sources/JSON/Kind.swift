/// The seven literal forms of RFC 8259 section 3, with `true` and `false` as one kind.
public enum Kind: UInt8, Sendable, Equatable {
    case null
    case bool
    case number
    case string
    case array
    case object
}
