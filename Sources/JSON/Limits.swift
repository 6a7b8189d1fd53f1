/// Bounds that keep one document's cost proportional to what a management call needs.
public struct Limits: Sendable {
    /// Deepest nesting of arrays and objects, in levels; a scalar alone has depth 0.
    ///
    /// Bodies of the emulated contract nest fewer than ten levels.
    public var depth: Int

    /// Largest number of tape nodes: every value counts one, every member name counts one.
    ///
    /// More than `Node.maximumCount` cannot be set. At 16 bytes a node the default holds the tape of a 1 MiB body to 3.2 MB.
    public var nodes: Int {
        didSet { nodes = min(nodes, Node.maximumCount) }
    }

    /// Longest accepted number token, in bytes.
    ///
    /// The longest decimal form a double needs to be exact is 767 significant digits.
    public var numberBytes: Int

    /// Whether strings may have U+0000, which JSON can only write as an escape.
    public var allowsNul: Bool

    /// The bounds for request bodies: 128 levels, 200,000 nodes, 1,024 bytes a number.
    public static let `default` = Limits()

    /// Makes bounds; what is left out has the default value.
    ///
    /// - Parameters:
    ///   - depth: Levels of nesting, 0 or more.
    ///   - nodes: Nodes on the tape, capped at `Node.maximumCount`.
    ///   - numberBytes: Bytes of one number token, 1 or more.
    ///   - allowsNul: Whether strings may have U+0000.
    public init(
        depth: Int = 128, nodes: Int = 200_000, numberBytes: Int = 1024, allowsNul: Bool = true
    ) {
        self.depth = depth
        self.nodes = min(nodes, Node.maximumCount)
        self.numberBytes = numberBytes
        self.allowsNul = allowsNul
    }
}
