internal import Bytes

extension RequestParser {
    /// Whether the section being read is the trailer of a chunked body.
    var isInTrailer: Bool { head.isChunked }

    /// Reads the first byte of another field or of the end of the section.
    mutating func readFieldStart(_ bytes: ByteView) throws(Refusal) {
        switch bytes[position] {
        case ByteClass.carriageReturn:
            position += 1
            phase = .sectionEnd
        case ByteClass.lineFeed:
            throw .bareLineFeed
        case ByteClass.space, ByteClass.tab:
            // A continuation line (obs-fold) is refused, RFC 9112 section 5.2.
            throw position == sectionStart ? .blankBeforeFirstField : .foldedField
        default:
            guard fieldsRead < (isInTrailer ? limits.trailerCount : limits.fieldCount) else {
                throw isInTrailer ? .trailersTooLarge : .tooManyFields
            }
            lineStart = position
            mark = position
            phase = .fieldName
        }
    }

    /// Reads a name up to its colon, which must follow at once (RFC 9112 section 5.1).
    mutating func readFieldName(_ bytes: ByteView) throws(Refusal) {
        let end = fieldEnd(bytes)
        while position < end, ByteClass.isToken(bytes[position]) { position += 1 }
        guard position < bytes.count else { return }
        try requireRoom()
        switch bytes[position] {
        case ByteClass.colon where position > mark:
            field.nameStart = UInt32(mark)
            field.nameEnd = UInt32(position)
            position += 1
            phase = .blanksBeforeValue
        case ByteClass.space, ByteClass.tab: throw .blankBeforeColon
        case ByteClass.carriageReturn: throw .missingColon
        case ByteClass.lineFeed: throw .bareLineFeed
        default: throw .malformedFieldName
        }
    }

    /// Skips the blanks before a value.
    mutating func readBlanks(_ bytes: ByteView) throws(Refusal) {
        let end = fieldEnd(bytes)
        while position < end, ASCII.isBlank(bytes[position]) { position += 1 }
        guard position < bytes.count else { return }
        mark = position
        phase = .fieldValue
    }

    /// Reads a value up to its CR, without the blanks at its end.
    mutating func readFieldValue(_ bytes: ByteView) throws(Refusal) {
        let end = fieldEnd(bytes)
        position = bytes.endOfFieldValue(from: position, to: end)
        guard position < bytes.count else { return }
        let byte = bytes[position]
        guard byte == ByteClass.carriageReturn else {
            try requireRoom()
            throw byte == ByteClass.lineFeed ? .bareLineFeed : .controlInFieldValue
        }
        var valueEnd = position
        while valueEnd > mark, ASCII.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
        field.valueStart = UInt32(mark)
        field.valueEnd = UInt32(valueEnd)
        position += 1
        phase = .fieldEnd
    }

    /// Stores a field whose line has ended; trailers are only counted.
    mutating func readFieldEnd(_ bytes: ByteView) throws(Refusal) {
        try readLineFeed(bytes)
        if isInTrailer {
            chunks.trailerCount += 1
        } else {
            note(bytes)
            fields.append(field)
        }
        lineStart = position
        phase = .fieldStart
    }

    private var fieldsRead: Int { isInTrailer ? chunks.trailerCount : fields.count }

    private var sectionBytes: Int { isInTrailer ? limits.trailerBytes : limits.fieldSectionBytes }

    /// The offset that the current line, without its CRLF, must not exceed; at most the end of the bytes.
    private func fieldEnd(_ bytes: ByteView) -> Int {
        min(bytes.count, lineStart + limits.fieldLineBytes, sectionStart + sectionBytes)
    }

    /// Refuses if the byte at the current position exceeds the limit of its line or section.
    private func requireRoom() throws(Refusal) {
        try countSectionByte()
        guard position < lineStart + limits.fieldLineBytes else { throw .fieldLineTooLong }
    }

    private func countSectionByte() throws(Refusal) {
        guard position < sectionStart + sectionBytes else {
            throw isInTrailer ? .trailersTooLarge : .fieldSectionTooLarge
        }
    }

    /// Records a field that determines how the message is read.
    private mutating func note(_ bytes: ByteView) {
        let name = bytes.view(field.name)
        let index = fields.count
        switch name.count {
        case 4 where name.equals(ignoringCase: "host"):
            head.repeatsHost = head.repeatsHost || head.hostField != nil
            head.hostField = index
        case 6 where name.equals(ignoringCase: "expect"):
            head.repeatsOther = head.repeatsOther || head.expectField != nil
            head.expectField = index
        case 10 where name.equals(ignoringCase: "connection"):
            noteConnection(bytes.view(field.value))
        case 12 where name.equals(ignoringCase: "content-type"):
            head.repeatsOther = head.repeatsOther || head.contentTypeField != nil
            head.contentTypeField = index
        case 13 where name.equals(ignoringCase: "authorization"):
            head.repeatsOther = head.repeatsOther || head.authorizationField != nil
            head.authorizationField = index
        case 14 where name.equals(ignoringCase: "content-length"):
            head.repeatsContentLength = head.repeatsContentLength || head.contentLengthField != nil
            head.contentLengthField = index
        case 16 where name.equals(ignoringCase: "content-encoding"):
            head.repeatsOther = head.repeatsOther || head.contentEncodingField != nil
            head.contentEncodingField = index
        case 17 where name.equals(ignoringCase: "transfer-encoding"):
            head.repeatsTransferEncoding =
                head.repeatsTransferEncoding || head.transferEncodingField != nil
            head.transferEncodingField = index
        default: break
        }
    }

    private mutating func noteConnection(_ value: ByteView) {
        var start = 0
        for index in 0...value.count where index == value.count || value[index] == ByteClass.comma {
            let option = value.view(start..<index).trimmed
            if option.equals(ignoringCase: "close") { head.asksClose = true }
            if option.equals(ignoringCase: "keep-alive") { head.asksKeepAlive = true }
            start = index + 1
        }
    }
}

extension ByteView {
    /// The first position from `start` on with a byte that is invalid in a field value; at most `end`.
    fileprivate func endOfFieldValue(from start: Int, to end: Int) -> Int {
        precondition(end <= count, "range outside the view")
        var position = start
        while position < end {
            // Eight bytes at a time, since tokens and cookies have hundreds of bytes.
            if position + 8 <= end, ByteClass.areFieldValue(word(at: position)) {
                position += 8
            } else if ByteClass.isFieldValue(self[position]) {
                position += 1
            } else {
                return position
            }
        }
        return end
    }
}
