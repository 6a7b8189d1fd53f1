internal import Bytes

/// The classes of bytes in the grammar of HTTP/1.1.
///
/// They are defined on bytes, without Unicode rules.
enum ByteClass {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let ampersand: UInt8 = 0x26
    static let asterisk: UInt8 = 0x2A
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let question: UInt8 = 0x3F
    static let backslash: UInt8 = 0x5C
    static let closingBracket: UInt8 = 0x5D

    /// A byte of a token (RFC 9110 section 5.6.2): letters, digits and ``!#$%&'*+-.^_`|~``.
    static func isToken(_ byte: UInt8) -> Bool { contains(tokenLow, tokenHigh, byte) }

    /// A byte that may be in a request target: visible ASCII except `#` and the backslash.
    static func isTarget(_ byte: UInt8) -> Bool {
        byte &- 0x21 < 0x5E && byte != 0x23 && byte != backslash
    }

    /// A byte of a field value (RFC 9110 section 5.5): no control character except the tab.
    static func isFieldValue(_ byte: UInt8) -> Bool { (byte >= space && byte != 0x7F) || byte == tab }

    /// Whether all eight bytes of a word are valid in a field value; may be false also for a tab or a byte over 0x7E.
    static func areFieldValue(_ word: UInt64) -> Bool {
        !ByteWord.isMarked(ByteWord.marks(word, below: space) | ByteWord.marks(word, equalTo: 0x7F))
    }

    /// A byte of a reg-name or IPv4 address (RFC 3986 section 3.2.2), except the comma.
    static func isHostName(_ byte: UInt8) -> Bool { contains(hostLow, hostHigh, byte) }

    // Each set of ASCII bytes is two words: bit n of the low one for byte n, bit n of the high one for byte 64 + n.
    // They are literals, because a computed static would be checked for initialization at every access.
    private static let tokenLow: UInt64 = 0x03FF_6CFA_0000_0000
    private static let tokenHigh: UInt64 = 0x57FF_FFFF_C7FF_FFFE
    private static let hostLow: UInt64 = 0x2BFF_6FD2_0000_0000
    private static let hostHigh: UInt64 = 0x47FF_FFFE_87FF_FFFE

    private static func contains(_ low: UInt64, _ high: UInt64, _ byte: UInt8) -> Bool {
        let word = byte < 64 ? low : byte < 128 ? high : 0
        return word >> UInt64(byte & 63) & 1 == 1
    }
}
