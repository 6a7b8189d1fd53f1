// The bytes of a writer. An array would do, but each of its appends checks that nobody else holds it and calls a
// generic function: a reply of ten users has six thousand appends, and they were half of its cost.

/// A growing run of bytes with one owner.
struct Output: ~Copyable, @unchecked Sendable {
    // Sendable: the memory has one owner, which moves with the value.

    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int

    /// The number of bytes.
    private(set) var count = 0

    /// No bytes, and room for some.
    init(reserving capacity: Int) {
        self.capacity = max(16, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// Adds a byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        base[count] = byte
        count += 1
    }

    /// Adds bytes.
    @inline(__always)
    mutating func append(contentsOf bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        room(bytes.count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    /// Adds bytes.
    mutating func append(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// Adds as many bytes of plain text as there are before the first that JSON escapes (RFC 8259 section 7).
    ///
    /// - Parameter text: the text.
    /// - Returns: how many were added.
    mutating func append(plainPrefixOf text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let source = text.baseAddress else { return 0 }
        let target = room(text.count)
        var index = 0
        while index + 8 <= text.count {
            let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
            guard !Self.mayNeedEscapes(word) else { break }
            UnsafeMutableRawPointer(target + index).storeBytes(of: word, as: UInt64.self)
            index += 8
        }
        // The last word may overlap the one before it.
        let last = text.count - 8
        if index > last, last >= 0 {
            let word = UnsafeRawPointer(source + last).loadUnaligned(as: UInt64.self)
            if !Self.mayNeedEscapes(word) {
                UnsafeMutableRawPointer(target + last).storeBytes(of: word, as: UInt64.self)
                index = text.count
            }
        }
        while index < text.count, !Self.needsEscape(source[index]) {
            target[index] = source[index]
            index += 1
        }
        count += index
        return index
    }

    /// Removes the bytes from a position on.
    mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count, "the position lies ahead of the output")
        self.count = count
    }

    /// A copy of the bytes.
    var bytes: [UInt8] { [UInt8](UnsafeBufferPointer(start: base, count: count)) }

    /// Whether JSON escapes a byte within a string.
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Whether one of the eight bytes of a word may need an escape; false only when none does.
    ///
    /// https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
    private static func mayNeedEscapes(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits = ones &* 0x80
        let quoteAsZero = word ^ (ones &* 0x22)
        let backslashAsZero = word ^ (ones &* 0x5C)
        let control = (word &- (ones &* 0x20)) & ~word
        let quote = (quoteAsZero &- ones) & ~quoteAsZero
        let backslash = (backslashAsZero &- ones) & ~backslashAsZero
        return (control | quote | backslash) & highBits != 0
    }

    /// Where the next bytes go, with room for at least `bytes` of them.
    @inline(__always)
    private mutating func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < bytes { grow(by: bytes) }
        return base + count
    }

    private mutating func grow(by bytes: Int) {
        capacity = max(2 * capacity, count + bytes)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
