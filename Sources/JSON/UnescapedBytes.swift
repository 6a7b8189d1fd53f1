internal import Bytes

/// The UTF-8 bytes of a validated string's contents, one at a time.
///
/// The contents are never longer than the text: an escape of n bytes has at most n / 2 bytes of contents.
struct UnescapedBytes: Sequence, IteratorProtocol {
    private let text: ArraySlice<UInt8>
    private var position: Int

    /// Remaining bytes of a scalar, the next one lowest.
    private var pending: UInt32 = 0
    private var pendingCount = 0

    /// Reads a string's text without its quotes.
    ///
    /// - Parameter text: Text that the parser has accepted.
    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        position = text.startIndex
    }

    /// The next byte, or nil at the end.
    mutating func next() -> UInt8? {
        if pendingCount > 0 {
            let byte = UInt8(truncatingIfNeeded: pending)
            pending >>= 8
            pendingCount -= 1
            return byte
        }
        guard position < text.endIndex else { return nil }
        let byte = text[position]
        position += 1
        guard byte == UInt8(ascii: "\\"), position < text.endIndex else { return byte }
        let escape = text[position]
        position += 1
        switch escape {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"): return startScalar()
        default: return escape
        }
    }

    private mutating func startScalar() -> UInt8 {
        var scalar = UInt32(codeUnit())
        if scalar & 0xFC00 == 0xD800 {
            position += 2
            scalar = 0x10000 + (scalar & 0x3FF) << 10 + UInt32(codeUnit() & 0x3FF)
        }
        switch scalar {
        case 0..<0x80:
            return UInt8(truncatingIfNeeded: scalar)
        case 0x80..<0x800:
            pending = continuation(scalar)
            pendingCount = 1
            return UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
        case 0x800..<0x10000:
            pending = continuation(scalar >> 6) | continuation(scalar) << 8
            pendingCount = 2
            return UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
        default:
            pending =
                continuation(scalar >> 12) | continuation(scalar >> 6) << 8 | continuation(scalar) << 16
            pendingCount = 3
            return UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
        }
    }

    private func continuation(_ bits: UInt32) -> UInt32 { 0x80 | bits & 0x3F }

    private mutating func codeUnit() -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 where position < text.endIndex {
            unit = unit << 4 | UInt16(Hexadecimal.value(of: text[position]) ?? 0)
            position += 1
        }
        return unit
    }
}
