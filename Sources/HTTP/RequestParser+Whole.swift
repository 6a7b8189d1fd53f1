extension RequestParser {
    /// Parses one request held whole in memory and lends it to `body`.
    ///
    /// For tests and tools; the server feeds a parser as bytes arrive.
    ///
    /// - Parameters:
    ///   - bytes: the request, with nothing behind it that matters.
    ///   - limits: the sizes it may have.
    ///   - body: what to do with it.
    /// - Returns: what `body` returns, or nil when the request is not whole.
    /// - Throws: the rule that was broken.
    public static func withRequest<Result>(
        _ bytes: [UInt8], limits: Limits = Limits(), _ body: (borrowing Request) -> Result
    ) throws(Refusal) -> Result? {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { copy.deallocate() }
        copy.copyBytes(from: bytes)
        var parser = RequestParser(limits: limits)
        var count = bytes.count
        guard try parser.resume(copy, count: &count) == .complete else { return nil }
        return body(parser.request(in: UnsafeRawBufferPointer(copy)))
    }
}
