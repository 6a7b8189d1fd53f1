/// The two alphabets of base64 (https://www.rfc-editor.org/rfc/rfc4648, sections 4 and 5).
///
/// Foundation's coder would bring Foundation into the program, which costs start-up time and megabytes.
public enum Base64 {
    /// The characters of 62 and 63.
    public enum Alphabet {
        /// `+` and `/` (section 4).
        case standard
        /// `-` and `_`, for URLs and names of files (section 5).
        case url
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Encodes bytes without padding.
    public static func encode(_ bytes: some Sequence<UInt8>, _ alphabet: Alphabet) -> [UInt8] {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        func digit(_ value: UInt32) -> UInt8 {
            switch value {
            case 62: alphabet == .url ? UInt8(ascii: "-") : UInt8(ascii: "+")
            case 63: alphabet == .url ? UInt8(ascii: "_") : UInt8(ascii: "/")
            default: digits[Int(value)]
            }
        }
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(digit(buffer >> bits & 0x3f))
            }
        }
        if bits > 0 { text.append(digit(buffer << (6 - bits) & 0x3f)) }
        return text
    }

    /// Decodes either alphabet, with or without padding.
    ///
    /// - Returns: the bytes, or nil if the text is not base64. Unused bits at the end must be 0, so that each text has
    ///   its own bytes.
    @inlinable public static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        var end = text.endIndex
        var padding = 0
        while padding < 2, end > text.startIndex, text[text.index(before: end)] == UInt8(ascii: "=") {
            end = text.index(before: end)
            padding += 1
        }
        guard padding == 0 || text.count % 4 == 0 else { return nil }
        for character in text[..<end] {
            guard let value = value(of: character) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }

    @usableFromInline static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
