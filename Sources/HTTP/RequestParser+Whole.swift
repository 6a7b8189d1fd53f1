extension RequestParser {
    /// Parses one complete request in memory and passes it to `body`.
    ///
    /// For tests and tools; the server passes bytes to a parser as they arrive.
    ///
    /// - Parameters:
    ///   - bytes: the request; bytes after it are ignored.
    ///   - limits: the limits of its size.
    ///   - body: receives the request.
    /// - Returns: what `body` returns, or nil if the request is incomplete.
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
