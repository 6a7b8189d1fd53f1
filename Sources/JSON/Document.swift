// A parsed text: the bytes as received, and a flat tape of 16-byte nodes that point into them.
//
// A tree of enum cases would need at least one allocation for each value and lose the text. The tape is one array,
// values are views of it, and the exact text of each value is available, which request signatures need. Strings and
// numbers are decoded on access, since most members of a body are read once or never.

/// One JSON text (RFC 8259) with its bytes and structure.
public struct Document: Sendable {
    private let storage: Storage

    /// Parses a copy of the bytes.
    ///
    /// - Parameters:
    ///   - bytes: The whole text. Only whitespace may surround the value.
    ///   - limits: Bounds on depth, nodes and number length.
    /// - Throws: `ParseError` with the first rule that is broken and its offset.
    /// - Complexity: O(bytes), without recursion.
    public init(parsing bytes: UnsafeRawBufferPointer, limits: Limits = .default) throws(ParseError) {
        try self.init(parsing: [UInt8](bytes), limits: limits)
    }

    /// Parses the bytes of an array, which it shares and does not copy.
    ///
    /// - Parameters:
    ///   - bytes: The whole text. Only whitespace may surround the value.
    ///   - limits: Bounds on depth, nodes and number length.
    /// - Throws: `ParseError` with the first rule that is broken and its offset.
    /// - Complexity: O(bytes), without recursion.
    public init(parsing bytes: [UInt8], limits: Limits = .default) throws(ParseError) {
        var parser = Parser(limits: limits, byteCount: bytes.count)
        try parser.parse(bytes.span)
        storage = Storage(bytes: bytes, nodes: parser.nodes)
    }

    /// The outermost value, of any kind.
    public var root: Value { Value(storage: storage, index: 0) }
}

/// The data shared by all values of a document; immutable, so it can be used from any thread.
final class Storage: Sendable {
    /// The text as received.
    let bytes: [UInt8]

    /// The tape, in document order; never empty.
    let nodes: [Node]

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }
}
