/// One entry of the tape: the position of a value's text, and the index of the node after the value.
///
/// Nodes are in document order. An array is followed by its elements, an object by the name and value of each member.
/// `following` skips all of them at once, so iterating over the members of an object does not visit their contents.
struct Node: Sendable {
    /// The most nodes of a tape: `count` shares its 32 bits with the kind and one flag.
    static let maximumCount = 1 << 27

    /// The value of `following` for no node.
    static let none = UInt32.max

    /// Offset of the first byte of the value's text.
    let start: UInt32

    /// Bytes of the value's text, including quotes and brackets; 0 while a container is open.
    var length: UInt32 = 0

    /// Index of the node after this value and its contents.
    ///
    /// While a container is open this is the index of its parent container, or `none`: the tape is also the parser's
    /// stack.
    var following: UInt32

    /// Bits 0–2 the kind, bit 3 whether the text has escapes, the rest the count.
    private var tag: UInt32

    /// Creates a node with a count of 0.
    init(_ kind: Kind, start: Int, length: Int = 0, following: UInt32, hasEscapes: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.length = UInt32(truncatingIfNeeded: length)
        self.following = following
        self.tag = UInt32(kind.rawValue) | (hasEscapes ? 8 : 0)
    }

    var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: tag & 7)) ?? .null }

    /// Whether a string's text has a backslash, so that it differs from its contents.
    var hasEscapes: Bool { tag & 8 != 0 }

    /// Elements of an array, members of an object; 0 for scalars.
    var count: Int { Int(tag >> 4) }

    /// Increments the count of elements or members.
    mutating func countOne() {
        tag &+= 16
    }

    /// The byte range of the value's text.
    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }

    /// The byte range between a string's quotes.
    var contentRange: Range<Int> { Int(start) + 1..<Int(start) + Int(length) - 1 }
}
