// Only the characters that RFC 8259 section 7 requires are escaped: the quote, the backslash and controls. All other
// scalars, including U+2028 and U+007F, are written as UTF-8, as by JSON.stringify.

internal import Bytes

extension Writer {
    /// Writes a member name known at compile time.
    ///
    /// - Parameter name: Text that needs no escapes; debug builds check this.
    public mutating func name(_ name: StaticString) {
        assert(state != .name && depth > 0, "a name is not allowed here")
        separate()
        name.withUTF8Buffer { text in
            assert(!text.contains(where: PlainText.needsEscape), "the name needs escapes")
            output.append(UInt8(ascii: "\""))
            output.append(UnsafeRawBufferPointer(text))
            output.append(UInt8(ascii: "\""))
        }
        endName()
    }

    /// Writes a member name known at run time.
    @_disfavoredOverload
    public mutating func name(_ name: String) {
        assert(state != .name && depth > 0, "a name is not allowed here")
        separate()
        var name = name
        name.withUTF8 { quote(UnsafeRawBufferPointer($0)) }
        endName()
    }

    /// Writes a string.
    public mutating func string(_ string: String) {
        var string = string
        string.withUTF8 { self.string(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Writes a string whose contents are given as bytes, such as a text column of a database.
    ///
    /// - Parameter utf8: Valid UTF-8, not escaped. It is not checked here.
    public mutating func string(utf8: UnsafeRawBufferPointer) {
        separate()
        quote(utf8)
        state = .value
    }

    private mutating func endName() {
        output.append(UInt8(ascii: ":"))
        if layout == .indented { output.append(UInt8(ascii: " ")) }
        state = .name
    }

    /// Appends text in quotes, with escapes where necessary.
    private mutating func quote(_ text: UnsafeRawBufferPointer) {
        output.append(UInt8(ascii: "\""))
        var rest = text
        while true {
            rest = UnsafeRawBufferPointer(rebasing: rest[output.append(plainPrefixOf: rest)...])
            guard let special = rest.first else { break }
            escape(special)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            output.append(UInt8(ascii: "u"))
            output.append(UInt8(ascii: "0"))
            output.append(UInt8(ascii: "0"))
            output.append(Hexadecimal.digit(byte >> 4))
            output.append(Hexadecimal.digit(byte & 15))
        }
    }
}
