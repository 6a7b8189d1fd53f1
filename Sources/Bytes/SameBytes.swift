internal import Platform

extension UnsafeRawBufferPointer {
    /// Whether two buffers have the same length and contents (memcmp(3)).
    public func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let start = baseAddress, let otherStart = other.baseAddress else { return true }
        return memcmp(start, otherStart, count) == 0
    }
}
