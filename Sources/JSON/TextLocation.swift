/// A location in a text as editors show it.
public struct TextLocation: Sendable {
    /// Line, from 1; lines end at LF, CR LF or a lone CR.
    public private(set) var line = 1

    /// Column, from 1, in Unicode scalars.
    public private(set) var column = 1

    /// The byte before the location.
    private var previous: UInt8 = 0

    /// The beginning of a text.
    public init() {}

    /// Finds the location of one byte.
    ///
    /// - Parameters:
    ///   - offset: Byte offset from 0; larger offsets count as the end.
    ///   - bytes: The whole text. Bytes that are not UTF-8 count as a column unless they
    ///     look like the inside of a scalar.
    /// - Complexity: O(`offset`).
    public init(of offset: Int, in bytes: [UInt8]) {
        advance(over: bytes.prefix(max(offset, 0)))
    }

    /// Advances over the next bytes of the text.
    public mutating func advance(over bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if previous != UInt8(ascii: "\r") { line += 1 }
                column = 1
            } else if byte == UInt8(ascii: "\r") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            previous = byte
        }
    }
}
