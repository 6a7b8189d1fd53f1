/// One value of a document: a view that keeps the document alive and copies nothing.
///
/// Asking a value for something it is not gives nil, zero or an empty sequence, never a trap:
/// what a body holds is decided by the caller of the API.
public struct Value: Sendable {
    /// What all values of the document share.
    let storage: Storage

    /// Place of the value on the tape.
    let index: Int

    /// The value's entry on the tape.
    var node: Node { storage.nodes[index] }

    /// What the value is.
    public var kind: Kind { node.kind }

    /// Whether the value is `null`.
    public var isNull: Bool { node.kind == .null }

    /// The truth value; nil unless the value is `true` or `false`.
    public var bool: Bool? {
        let node = node
        guard node.kind == .bool else { return nil }
        return node.length == 4
    }

    /// Elements of an array or members of an object as written; 0 for scalars.
    public var count: Int { node.count }

    /// The value exactly as received, quotes and inner whitespace included.
    public var text: ArraySlice<UInt8> { storage.bytes[node.range] }

    /// Offset of the value's first byte in the document.
    public var offset: Int { Int(node.start) }

    /// Calls a closure with the value exactly as received, without a copy.
    ///
    /// - Parameter body: Gets bytes that are valid only during the call.
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
