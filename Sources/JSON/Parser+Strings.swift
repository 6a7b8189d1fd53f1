// Strings are validated byte by byte while they are scanned, so that decoding them later cannot fail: escapes by RFC
// 8259 section 7, everything else by the UTF-8 table of RFC 3629 section 4.

internal import Bytes

extension Parser {
    /// Scans a string whose opening quote is at `position`.
    ///
    /// - Returns: Whether the string has escapes.
    /// - Throws: `unexpectedEnd`, `rawControlCharacter`, `invalidUTF8`, `invalidEscape`,
    ///   `invalidUnicodeEscape`, `loneSurrogate`, `nul`.
    mutating func scanString(_ bytes: Span<UInt8>) throws(ParseError) -> Bool {
        var hasEscapes = false
        position += 1
        while true {
            skipPlain(bytes)
            guard position < bytes.count else { throw ParseError(.unexpectedEnd, at: position) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return hasEscapes
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try scanEscape(bytes)
            case 0..<0x20:
                throw ParseError(.rawControlCharacter, at: position)
            case 0x80...:
                try scanScalar(bytes)
            default:
                position += 1
            }
        }
    }

    /// Skips eight bytes at a time while all are ASCII and none is a quote, a backslash or a control character.
    private mutating func skipPlain(_ bytes: Span<UInt8>) {
        let raw = bytes.bytes
        while bytes.count - position >= 8 {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            guard !ByteWord.isMarked(ByteWord.marksOfNonASCII(word)), !PlainText.needsEscape(word) else {
                return
            }
            position += 8
        }
    }

    private mutating func scanEscape(_ bytes: Span<UInt8>) throws(ParseError) {
        let start = position
        guard start + 1 < bytes.count else { throw ParseError(.unexpectedEnd, at: bytes.count) }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try scanCodeUnit(bytes)
            if unit == 0, !limits.allowsNul { throw ParseError(.nul, at: start) }
            guard unit & 0xF800 == 0xD800 else { return }
            guard unit < 0xDC00 else { throw ParseError(.loneSurrogate, at: start) }
            guard position + 1 < bytes.count else {
                if position < bytes.count, bytes[position] != UInt8(ascii: "\\") {
                    throw ParseError(.loneSurrogate, at: start)
                }
                throw ParseError(.unexpectedEnd, at: bytes.count)
            }
            guard bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
                throw ParseError(.loneSurrogate, at: start)
            }
            let second = try scanCodeUnit(bytes)
            guard second & 0xFC00 == 0xDC00 else { throw ParseError(.loneSurrogate, at: start) }
        default:
            throw ParseError(.invalidEscape, at: start)
        }
    }

    /// Scans `\u` and four hexadecimal digits at `position`.
    private mutating func scanCodeUnit(_ bytes: Span<UInt8>) throws(ParseError) -> UInt16 {
        let start = position
        var unit: UInt16 = 0
        position += 2
        for _ in 0..<4 {
            guard position < bytes.count else { throw ParseError(.unexpectedEnd, at: position) }
            guard let digit = Hexadecimal.value(of: bytes[position]) else {
                throw ParseError(.invalidUnicodeEscape, at: start)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// Scans one scalar of two to four bytes.
    private mutating func scanScalar(_ bytes: Span<UInt8>) throws(ParseError) {
        let lead = bytes[position]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw ParseError(.invalidUTF8, at: position)
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else {
            throw ParseError(.invalidUTF8, at: position)
        }
        for index in 2..<max(length, 2) where bytes[position + index] & 0xC0 != 0x80 {
            throw ParseError(.invalidUTF8, at: position)
        }
        position += length
    }
}
