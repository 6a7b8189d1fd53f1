public import Bytes

/// Percent-encoding (RFC 3986 section 2.1), on bytes.
public enum PercentEncoding {
    /// The byte that is encoded by the three bytes at `index`: `%` and two hexadecimal digits.
    static func value(in bytes: ByteView, at index: Int) -> UInt8? {
        guard index + 2 < bytes.count, bytes[index] == ByteClass.percent,
            let high = Hexadecimal.value(of: bytes[index + 1]),
            let low = Hexadecimal.value(of: bytes[index + 2])
        else { return nil }
        return high << 4 | low
    }

    /// Whether each `%` is followed by two hexadecimal digits.
    static func isWellFormed(_ bytes: ByteView) -> Bool {
        for index in bytes.indices where bytes[index] == ByteClass.percent {
            if value(in: bytes, at: index) == nil { return false }
        }
        return true
    }

    /// Decodes a path segment once, after splitting, so that `%2F` is not a separator and `%2525` gives `%25`.
    ///
    /// - Returns: the text; nil if a `%` is malformed, or the result is not UTF-8 or contains a NUL.
    public static func decoded(segment: ByteView) -> String? {
        guard isWellFormed(segment) else { return nil }
        return text(decode(segment, plusIsSpace: false))
    }

    /// A text as a path segment: everything but unreserved characters (RFC 3986 section 2.3) is encoded.
    public static func encoded(segment: String) -> String {
        let unreserved = Set("-._~".utf8)
        var result: [UInt8] = []
        for byte in segment.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                result.append(byte)
            case _ where unreserved.contains(byte): result.append(byte)
            default: append(byte, to: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Appends `%` and the two digits of a byte.
    static func append(_ byte: UInt8, to result: inout [UInt8]) {
        // Upper-case digits, as RFC 3986 section 2.1 asks producers to use.
        func digit(_ value: UInt8) -> UInt8 {
            value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
        }
        result.append(ByteClass.percent)
        result.append(digit(byte >> 4))
        result.append(digit(byte & 0x0f))
    }

    /// The bytes with each well-formed `%XX` replaced; a malformed `%` stays as it is.
    static func decode(_ bytes: ByteView, plusIsSpace: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let byte = value(in: bytes, at: index) {
                result.append(byte)
                index += 3
            } else {
                let byte = bytes[index]
                result.append(plusIsSpace && byte == ByteClass.plus ? ByteClass.space : byte)
                index += 1
            }
        }
        return result
    }

    /// The text of valid UTF-8 without NUL; nil for anything else.
    static func text(_ bytes: [UInt8]) -> String? {
        bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
