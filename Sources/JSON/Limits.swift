/// Limits of the cost of parsing one document.
public struct Limits: Sendable {
    /// Deepest nesting of arrays and objects, in levels; a scalar alone has depth 0.
    ///
    /// Request bodies of the API have fewer than ten levels.
    public var depth: Int

    /// Largest number of tape nodes: every value counts one, every member name counts one.
    ///
    /// At most `Node.maximumCount`. With 16 bytes for each node, the default limits the tape of a 1 MiB body to 3.2 MB.
    public var nodes: Int {
        didSet { nodes = min(nodes, Node.maximumCount) }
    }

    /// Longest accepted number token, in bytes.
    ///
    /// The exact decimal form of a double has at most 767 significant digits.
    public var numberBytes: Int

    /// Whether strings may contain U+0000, which JSON can only write as an escape.
    public var allowsNul: Bool

    /// The limits of request bodies: 128 levels, 200,000 nodes, 1,024 bytes for a number.
    public static let `default` = Limits()

    /// Creates limits.
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
