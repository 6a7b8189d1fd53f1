/// One entry of the tape: where a value's text lies and where the tape goes on after it.
///
/// Nodes stand in document order. An array is followed by its elements, an object by name and
/// value of each member in turn. `following` jumps over all of them at once, so walking the
/// members of an object never touches what is inside them.
struct Node: Sendable {
    /// Most nodes a tape can hold: `count` shares its 32 bits with the kind and one flag.
    static let maximumCount = 1 << 27

    /// Stands for "no node" in `following`.
    static let none = UInt32.max

    /// Offset of the first byte of the value's text.
    let start: UInt32

    /// Bytes of the value's text, quotes and brackets included; 0 while a container is open.
    var length: UInt32 = 0

    /// Index of the node after this value and all it contains.
    ///
    /// While a container is open this holds the container around it, or `none`: the tape is
    /// its own stack, and the parser needs no other.
    var following: UInt32

    /// Bits 0–2 the kind, bit 3 whether the text has escapes, the rest the count.
    private var tag: UInt32

    /// Makes a node with nothing counted in it.
    init(_ kind: Kind, start: Int, length: Int = 0, following: UInt32, hasEscapes: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.length = UInt32(truncatingIfNeeded: length)
        self.following = following
        self.tag = UInt32(kind.rawValue) | (hasEscapes ? 8 : 0)
    }

    /// What the value is.
    var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: tag & 7)) ?? .null }

    /// Whether a string's text has a backslash, so that it differs from its contents.
    var hasEscapes: Bool { tag & 8 != 0 }

    /// Elements of an array, members of an object; 0 for scalars.
    var count: Int { Int(tag >> 4) }

    /// Counts one more element or member.
    mutating func countOne() {
        tag &+= 16
    }

    /// The byte range of the value's text.
    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }

    /// The byte range between a string's quotes.
    var contentRange: Range<Int> { Int(start) + 1..<Int(start) + Int(length) - 1 }
}
