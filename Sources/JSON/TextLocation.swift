/// A place in a text as editors show it.
package struct TextLocation: Sendable, Equatable {
    /// Line, from 1; lines end at LF, CR LF or a lone CR.
    package let line: Int

    /// Column, from 1, in Unicode scalars.
    package let column: Int

    /// Finds the place of one byte.
    ///
    /// - Parameters:
    ///   - offset: Byte offset from 0; one past the end or beyond stands for the end.
    ///   - bytes: The whole text. Bytes that are not UTF-8 count as a column unless they
    ///     look like the inside of a scalar.
    /// - Complexity: O(`offset`).
    package init(of offset: Int, in bytes: [UInt8]) {
        var line = 1
        var column = 1
        var previous: UInt8 = 0
        for byte in bytes.prefix(max(offset, 0)) {
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
        self.line = line
        self.column = column
    }
}
