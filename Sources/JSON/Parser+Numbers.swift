extension Parser {
    /// Scans a number by the grammar of RFC 8259 section 6.
    ///
    /// - Throws: `leadingZero`, `missingDigits`, `unexpectedEnd`, `numberTooLong`.
    mutating func scanNumber(_ bytes: Span<UInt8>) throws(ParseError) {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let integer = position
        try scanDigits(bytes)
        if bytes[integer] == UInt8(ascii: "0"), position - integer > 1 {
            throw ParseError(.leadingZero, at: integer)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try scanDigits(bytes)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count,
                bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
            {
                position += 1
            }
            try scanDigits(bytes)
        }
        guard position - start <= limits.numberBytes else {
            throw ParseError(.numberTooLong, at: start)
        }
    }

    /// Scans one or more digits.
    private mutating func scanDigits(_ bytes: Span<UInt8>) throws(ParseError) {
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") <= 9 {
            position += 1
        }
        guard position > start else {
            throw ParseError(position < bytes.count ? .missingDigits : .unexpectedEnd, at: position)
        }
    }
}
