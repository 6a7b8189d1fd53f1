internal import Platform

extension UnsafeRawBufferPointer {
    /// Whether two buffers have the same length and contents (memcmp(3)).
    public func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let start = baseAddress, let otherStart = other.baseAddress else { return true }
        return memcmp(start, otherStart, count) == 0
    }

    /// The order by bytes, of which a prefix comes first: below 0 before another buffer, 0 the same, above 0 after it.
    public func compared(with other: UnsafeRawBufferPointer) -> Int {
        guard let start = baseAddress, let otherStart = other.baseAddress else { return count - other.count }
        let order = memcmp(start, otherStart, Swift.min(count, other.count))
        return order == 0 ? count - other.count : Int(order)
    }
}
