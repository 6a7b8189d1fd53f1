// Only what RFC 8259 section 7 demands is escaped: the quote, the backslash and controls. All
// other scalars, U+2028 and U+007F included, stand as UTF-8, as JSON.stringify writes them.

extension Writer {
    /// Writes a member name known at compile time.
    ///
    /// - Parameter name: Text that needs no escapes; debug builds check this.
    package mutating func name(_ name: StaticString) {
        assert(state != .name && depth > 0, "a name cannot stand here")
        separate()
        name.withUTF8Buffer { text in
            assert(Self.firstSpecial(in: text, from: 0) == text.count, "the name needs escapes")
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: text)
            bytes.append(UInt8(ascii: "\""))
        }
        endName()
    }

    /// Writes a member name known at run time.
    @_disfavoredOverload
    package mutating func name(_ name: String) {
        assert(state != .name && depth > 0, "a name cannot stand here")
        separate()
        var name = name
        name.withUTF8 { quote($0) }
        endName()
    }

    /// Writes a string.
    package mutating func string(_ string: String) {
        var string = string
        string.withUTF8 { self.string(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Writes a string whose contents are given as bytes, such as a text column of a database.
    ///
    /// - Parameter utf8: Valid UTF-8, not escaped. It is not checked here.
    package mutating func string(utf8: UnsafeRawBufferPointer) {
        separate()
        quote(utf8.assumingMemoryBound(to: UInt8.self))
        state = .value
    }

    private mutating func endName() {
        bytes.append(UInt8(ascii: ":"))
        if layout == .indented { bytes.append(UInt8(ascii: " ")) }
        state = .name
    }

    /// Appends text between quotes, escaped where it must be.
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let special = Self.firstSpecial(in: text, from: start)
            bytes.append(contentsOf: text[start..<special])
            guard special < text.count else { break }
            escape(text[special])
            start = special + 1
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(UInt8(ascii: "u"))
            bytes.append(UInt8(ascii: "0"))
            bytes.append(UInt8(ascii: "0"))
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 15
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }

    /// Index of the first byte that must be escaped, or the count.
    private static func firstSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            index += 1
        }
        return index
    }
}
