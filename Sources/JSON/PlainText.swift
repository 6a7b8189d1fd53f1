internal import Bytes

/// The bytes of a string that JSON does not escape (RFC 8259 section 7).
enum PlainText {
    /// Whether a byte is escaped within a string.
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Whether one of the eight bytes of a word is escaped.
    static func needsEscape(_ word: UInt64) -> Bool {
        ByteWord.isMarked(
            ByteWord.marks(word, below: 0x20) | ByteWord.marks(word, equalTo: UInt8(ascii: "\""))
                | ByteWord.marks(word, equalTo: UInt8(ascii: "\\")))
    }
}

extension ByteBuffer {
    /// Appends the bytes before the first one that JSON escapes.
    ///
    /// - Parameter text: the text.
    /// - Returns: how many bytes were appended.
    mutating func append(plainPrefixOf text: UnsafeRawBufferPointer) -> Int {
        guard let source = text.baseAddress, let target = reserve(text.count).baseAddress else { return 0 }
        var index = 0
        while index + 8 <= text.count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard !PlainText.needsEscape(word) else { break }
            target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        // The last word may overlap the one before it.
        let last = text.count - 8
        if index > last, last >= 0 {
            let word = source.loadUnaligned(fromByteOffset: last, as: UInt64.self)
            if !PlainText.needsEscape(word) {
                target.storeBytes(of: word, toByteOffset: last, as: UInt64.self)
                index = text.count
            }
        }
        while index < text.count {
            let byte = source.load(fromByteOffset: index, as: UInt8.self)
            guard !PlainText.needsEscape(byte) else { break }
            target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            index += 1
        }
        appended(index)
        return index
    }
}
