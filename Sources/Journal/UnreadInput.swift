/// A part of a request that the emulator did not look at.
public struct UnreadInput: Sendable, Hashable {
    /// The kind of a part.
    public enum Kind: String, Sendable {
        /// A member of the body.
        case field
        /// A parameter of the query.
        case query
        /// A header field.
        case header
    }

    public let kind: Kind
    /// Its name; for a member of an object, its path, such as `options.odd`.
    public let name: String

    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }
}
