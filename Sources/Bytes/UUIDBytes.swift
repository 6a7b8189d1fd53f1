/// A UUID by its 16 bytes (RFC 9562); copies need no reference count.
public struct UUIDBytes: Sendable, Hashable, CustomStringConvertible {
    /// The length of the text, in bytes.
    @inlinable public static var textBytes: Int { 36 }

    private let high: UInt64
    private let low: UInt64

    /// Makes a UUID of version 4 from random bits (section 5.4).
    public init(random high: UInt64, _ low: UInt64) {
        self.high = high & 0xffff_ffff_ffff_0fff | 0x4000
        self.low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    }

    /// Reads the text form, `f81d4fae-7dec-41d0-a765-00a0c91e6bf6`.
    public init?(_ text: String) {
        var digits: [UInt64] = []
        for (index, byte) in text.utf8.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Hexadecimal.value(of: byte) else { return nil }
                digits.append(UInt64(digit))
            }
        }
        guard digits.count == 32 else { return nil }
        high = digits[..<16].reduce(0) { $0 << 4 | $1 }
        low = digits[16...].reduce(0) { $0 << 4 | $1 }
    }

    public var description: String {
        String(unsafeUninitializedCapacity: Self.textBytes) { buffer in
            write(to: UnsafeMutableRawBufferPointer(buffer))
            return Self.textBytes
        }
    }

    /// Writes the text form with small letters to the first `textBytes` bytes of a buffer.
    public func write(to buffer: UnsafeMutableRawBufferPointer) {
        precondition(buffer.count >= Self.textBytes, "the buffer is too small for a UUID")
        let words = (
            Self.digits(UInt32(truncatingIfNeeded: high >> 32)),
            Self.digits(UInt32(truncatingIfNeeded: high)),
            Self.digits(UInt32(truncatingIfNeeded: low >> 32)), Self.digits(UInt32(truncatingIfNeeded: low))
        )
        let dash = UInt8(ascii: "-")
        buffer.storeBytes(of: words.0.bigEndian, toByteOffset: 0, as: UInt64.self)
        buffer[8] = dash
        buffer.storeBytes(
            of: UInt32(truncatingIfNeeded: words.1 >> 32).bigEndian, toByteOffset: 9, as: UInt32.self)
        buffer[13] = dash
        buffer.storeBytes(
            of: UInt32(truncatingIfNeeded: words.1).bigEndian, toByteOffset: 14, as: UInt32.self)
        buffer[18] = dash
        buffer.storeBytes(
            of: UInt32(truncatingIfNeeded: words.2 >> 32).bigEndian, toByteOffset: 19, as: UInt32.self)
        buffer[23] = dash
        buffer.storeBytes(
            of: UInt32(truncatingIfNeeded: words.2).bigEndian, toByteOffset: 24, as: UInt32.self)
        buffer.storeBytes(of: words.3.bigEndian, toByteOffset: 28, as: UInt64.self)
    }

    /// The eight hexadecimal digits of a number as ASCII, the first in the highest byte.
    private static func digits(_ number: UInt32) -> UInt64 {
        var nibbles = UInt64(number)
        nibbles = (nibbles | nibbles << 16) & 0x0000_ffff_0000_ffff
        nibbles = (nibbles | nibbles << 8) & 0x00ff_00ff_00ff_00ff
        nibbles = (nibbles | nibbles << 4) & 0x0f0f_0f0f_0f0f_0f0f
        // 1 in the bytes of the digits a to f, which come 39 after those that follow 9.
        let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39
    }
}
