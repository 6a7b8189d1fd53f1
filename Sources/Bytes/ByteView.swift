// A view of bytes with another owner.
//
// A request is read in place: its head and body stay in the receive buffer of the connection, and the handler receives
// views of them. This avoids an allocation and reference counting for each field. In return there is a rule that the
// compiler cannot check today: a view is valid only during the call to which it was passed. With RawSpan the compiler
// could check it, but storing one in a type needs lifetime annotations that are still experimental in Swift 6.3. Every
// access is bounds-checked, so a wrong index traps and never reads on.

internal import Platform

/// Bytes that are valid during one call; keep a copy (`bytes`, `string`), never the view.
public struct ByteView: RandomAccessCollection {
    @usableFromInline let base: UnsafeRawPointer?

    /// The number of bytes.
    public let count: Int

    /// A view of borrowed memory, which must stay valid and unchanged while the view is used.
    @inlinable public init(_ bytes: UnsafeRawBufferPointer) {
        base = bytes.baseAddress
        count = bytes.count
    }

    /// A view of text that lives as long as the process.
    @inlinable public init(_ text: StaticString) {
        base = UnsafeRawPointer(text.utf8Start)
        count = text.utf8CodeUnitCount
    }

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    @inlinable public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count, "index outside the view")
        return base.unsafelyUnwrapped.load(fromByteOffset: position, as: UInt8.self)
    }

    @inlinable public func makeIterator() -> UnsafeRawBufferPointer.Iterator {
        UnsafeRawBufferPointer(start: base, count: count).makeIterator()
    }

    /// The eight bytes from `position` on.
    @inlinable public func word(at position: Int) -> UInt64 {
        precondition(position >= 0 && position <= count - 8, "word outside the view")
        return base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    }

    /// The eight bytes of a text from `position` on, which it must have.
    @inlinable static func word(of text: StaticString, at position: Int) -> UInt64 {
        UnsafeRawPointer(text.utf8Start).loadUnaligned(fromByteOffset: position, as: UInt64.self)
    }

    /// The bits of eight bytes that are not the case of an ASCII letter.
    @inlinable static var notCase: UInt64 { 0xDFDF_DFDF_DFDF_DFDF }

    /// The bytes in `range` as a view of their own, indexed from 0.
    @inlinable public func view(_ range: Range<Int>) -> ByteView {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the view")
        return ByteView(UnsafeRawBufferPointer(start: base.map { $0 + range.lowerBound }, count: range.count))
    }

    /// Calls `body` with the bytes as a raw buffer, for C functions and bulk copies.
    @inlinable public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    @inlinable public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try withUnsafeBytes { try $0.withMemoryRebound(to: UInt8.self, body) }
    }

    /// The position of the first byte that is `byte`, or nil when there is none.
    public func firstIndex(of byte: UInt8) -> Int? {
        guard let base, let found = memchr(base, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Whether the bytes equal `other`, in a time that depends only on the lengths.
    public func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return other.withUnsafeBytes { other in
            let other = ByteView(other)
            var difference: UInt64 = 0
            var position = 0
            while position + 8 <= count {
                difference |= word(at: position) ^ other.word(at: position)
                position += 8
            }
            while position < count {
                difference |= UInt64(self[position] ^ other[position])
                position += 1
            }
            return difference == 0
        }
    }

    /// A copy that may be kept.
    @inlinable public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// A copy as text, or nil when the bytes are not valid UTF-8.
    public var string: String? {
        guard isASCII else { return String(validating: self, as: UTF8.self) }
        return withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether no byte has its highest bit set.
    private var isASCII: Bool {
        var index = 0
        while index <= count - 8 {
            guard !ByteWord.isMarked(ByteWord.marksOfNonASCII(word(at: index))) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] < 0x80 else { return false }
            index += 1
        }
        return true
    }

    /// Whether the bytes are exactly those of `text`.
    @inlinable public func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index] != text.utf8Start[index] { return false }
        return true
    }

    /// Whether the bytes are those of `text`, with ASCII letters compared without regard to case.
    @inlinable public func equals(ignoringCase text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && hasPrefix(ignoringCase: text)
    }

    /// Whether the bytes are those of `other`, with ASCII letters compared without regard to case.
    @inlinable public func equals(ignoringCase other: some Collection<UInt8>) -> Bool {
        count == other.count
            && zip(self, other).allSatisfy { ASCII.lowercased($0) == ASCII.lowercased($1) }
    }

    /// Whether the bytes begin with those of `text`, with ASCII letters compared without regard to case.
    @inlinable public func hasPrefix(ignoringCase text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        var position = 0
        while position + 8 <= length {
            let difference = word(at: position) ^ Self.word(of: text, at: position)
            // Letters differ only in this bit; the comparison byte by byte checks that they are letters.
            guard difference & Self.notCase == 0 else { return false }
            if difference != 0 { break }
            position += 8
        }
        while position < length {
            if ASCII.lowercased(self[position]) != ASCII.lowercased(text.utf8Start[position]) {
                return false
            }
            position += 1
        }
        return true
    }

    /// Whether the bytes precede those of `other` in the order of ASCII, with upper-case letters as lower case.
    @inlinable public func precedes(ignoringCase other: ByteView) -> Bool {
        for index in 0..<Swift.min(count, other.count) {
            let (mine, theirs) = (ASCII.lowercased(self[index]), ASCII.lowercased(other[index]))
            if mine != theirs { return mine < theirs }
        }
        return count < other.count
    }

    /// The view without the spaces and tabs at both ends (OWS, RFC 9110 section 5.6.3).
    @inlinable public var trimmed: ByteView {
        var start = 0
        var end = count
        while start < end, ASCII.isBlank(self[start]) { start += 1 }
        while end > start, ASCII.isBlank(self[end - 1]) { end -= 1 }
        return view(start..<end)
    }
}
