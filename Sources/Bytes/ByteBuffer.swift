// Not an Array: an array zeroes memory before bytes are received into it, and keeps its memory on an idle connection.
// Each append to an array also checks for a unique owner and calls a generic function; the six thousand appends of a
// reply with ten users were half of its cost.

internal import Platform

/// A contiguous buffer of bytes that grows at the end and is consumed from the front.
///
/// An empty new buffer has no memory.
public struct ByteBuffer: ~Copyable, @unchecked Sendable {
    // Sendable: the memory has one owner, which moves with the value.

    @usableFromInline var base: UnsafeMutableRawPointer?
    @usableFromInline var capacity = 0
    @usableFromInline var start = 0
    @usableFromInline var end = 0

    public init() {}

    /// Creates an empty buffer with a capacity of `capacity` bytes.
    public init(reserving capacity: Int) {
        grow(by: max(16, capacity))
    }

    deinit { free(base) }

    @inlinable public var count: Int { end - start }

    @inlinable public var isEmpty: Bool { start == end }

    /// The bytes in the buffer, valid until the next mutation.
    @inlinable public var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base.map { $0 + start }, count: count)
    }

    /// Reserves at least `length` bytes after the last one and returns them, valid until the next mutation.
    ///
    /// - Complexity: amortized O(1) per byte; the capacity doubles.
    @inlinable public mutating func reserve(_ length: Int) -> UnsafeMutableRawBufferPointer {
        if capacity - end < length { grow(by: length) }
        return UnsafeMutableRawBufferPointer(start: base.map { $0 + end }, count: capacity - end)
    }

    /// Appends the first `length` of the reserved bytes to the buffer.
    @inlinable public mutating func appended(_ length: Int) {
        precondition(length >= 0 && length <= capacity - end, "more bytes than reserved")
        end += length
    }

    /// Appends a byte.
    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if end == capacity { grow(by: 1) }
        base.unsafelyUnwrapped.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
        end += 1
    }

    /// Appends a copy of bytes.
    @inlinable @inline(__always)
    public mutating func append(_ source: UnsafeRawBufferPointer) {
        guard let first = source.baseAddress, source.count > 0 else { return }
        if capacity - end < source.count { grow(by: source.count) }
        (base.unsafelyUnwrapped + end).copyMemory(from: first, byteCount: source.count)
        end += source.count
    }

    /// Appends bytes one by one.
    @inlinable public mutating func append(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// Appends text.
    @inlinable public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Removes the first `length` bytes.
    public mutating func removeFirst(_ length: Int) {
        precondition(length >= 0 && length <= count, "more bytes than the buffer has")
        start += length
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Removes the last bytes so that `length` remain.
    @inlinable public mutating func truncate(to length: Int) {
        precondition(length >= 0 && length <= count, "more bytes than the buffer has")
        end = start + length
    }

    /// Removes all bytes, and frees the memory if its capacity exceeds `capacity` bytes.
    public mutating func removeAll(keepingCapacity capacity: Int = 0) {
        start = 0
        end = 0
        guard self.capacity > capacity else { return }
        free(base)
        base = nil
        self.capacity = 0
    }

    @usableFromInline mutating func grow(by length: Int) {
        let count = count
        if start > 0, let base {
            base.copyMemory(from: base + start, byteCount: count)
            start = 0
            end = count
            if capacity - end >= length { return }
        }
        var grown = max(capacity, 256)
        while grown - end < length { grown *= 2 }
        guard let memory = realloc(base, grown) else { fatalError("out of memory") }
        base = memory
        capacity = grown
    }
}

extension ByteBuffer {
    /// Appends a number that is not negative in decimal digits.
    public mutating func append(decimal value: Int) {
        precondition(value >= 0, "a negative number")
        var digits = 1
        var bound = 10
        while value >= bound, digits < 19 {
            digits += 1
            bound = digits < 19 ? bound * 10 : Int.max
        }
        let free = reserve(digits)
        var rest = value
        for index in (0..<digits).reversed() {
            free[index] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        end += digits
    }
}
