/// One value of a document: a view that keeps the document alive, without a copy.
///
/// Accessors for another kind return nil, zero or an empty sequence and never trap, since the client decides what a
/// body contains.
public struct Value: Sendable {
    let storage: Storage

    /// Index of the value on the tape.
    let index: Int

    /// The value's entry on the tape.
    var node: Node { storage.nodes[index] }

    public var kind: Kind { node.kind }

    /// Whether the value is `null`.
    public var isNull: Bool { node.kind == .null }

    /// The Boolean; nil unless the value is `true` or `false`.
    public var bool: Bool? {
        let node = node
        guard node.kind == .bool else { return nil }
        return node.length == 4
    }

    /// Elements of an array or members of an object as written; 0 for scalars.
    public var count: Int { node.count }

    /// The value exactly as received, including quotes and inner whitespace.
    public var text: ArraySlice<UInt8> { storage.bytes[node.range] }

    /// Offset of the value's first byte in the document.
    public var offset: Int { Int(node.start) }

    /// Calls a closure with the value exactly as received, without a copy.
    ///
    /// - Parameter body: Receives bytes that are valid only during the call.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    public func withText<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let range = node.range
        return try storage.bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range]))
        }
    }
}
