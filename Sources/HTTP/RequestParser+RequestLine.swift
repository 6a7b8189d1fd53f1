internal import Bytes

extension RequestParser {
    /// The first byte of a TLS connection, a record of type handshake (RFC 8446 section 5.1).
    private static let tlsHandshake: UInt8 = 0x16

    /// Reads the received part of the head; true when it is complete and valid.
    mutating func readHead(_ bytes: ByteView) throws(Refusal) -> Bool {
        while position < bytes.count {
            switch phase {
            case .start: try readStart(bytes)
            case .emptyLineEnd: try readEmptyLineEnd(bytes)
            case .method: try readMethod(bytes)
            case .target: try readTarget(bytes)
            case .version: try readVersion(bytes)
            case .fieldStart: try readFieldStart(bytes)
            case .fieldName: try readFieldName(bytes)
            case .blanksBeforeValue: try readBlanks(bytes)
            case .fieldValue: try readFieldValue(bytes)
            case .fieldEnd: try readFieldEnd(bytes)
            case .sectionEnd:
                try readLineFeed(bytes)
                bodyStart = position
                try validateHead(bytes)
                phase = head.isChunked ? .chunkSize : .fixedBody
                mark = position
                return true
            case .fixedBody, .chunkSize, .chunkExtension, .chunkSizeEnd, .chunkData, .chunkDataReturn,
                .chunkDataEnd, .complete:
                return true
            }
        }
        return false
    }

    /// Reads the line feed that must follow a carriage return (RFC 9112 section 2.2).
    mutating func readLineFeed(_ bytes: ByteView) throws(Refusal) {
        guard bytes[position] == ByteClass.lineFeed else { throw .bareCarriageReturn }
        position += 1
    }

    /// Skips a limited number of empty lines before the request line (RFC 9112 section 2.2).
    private mutating func readStart(_ bytes: ByteView) throws(Refusal) {
        switch bytes[position] {
        case ByteClass.carriageReturn:
            // Each skipped line has moved the position by two.
            guard position / 2 < limits.leadingEmptyLines else { throw .tooManyLeadingEmptyLines }
            position += 1
            phase = .emptyLineEnd
        case ByteClass.lineFeed:
            throw .bareLineFeed
        default:
            lineStart = position
            mark = position
            phase = .method
        }
    }

    private mutating func readEmptyLineEnd(_ bytes: ByteView) throws(Refusal) {
        try readLineFeed(bytes)
        phase = .start
    }

    private mutating func readMethod(_ bytes: ByteView) throws(Refusal) {
        while position < bytes.count {
            let byte = bytes[position]
            if ByteClass.isToken(byte) {
                position += 1
                guard position - mark <= limits.methodBytes else { throw .methodTooLong }
                continue
            }
            guard byte == ByteClass.space, position > mark else {
                throw byte == Self.tlsHandshake && position == mark ? .tlsHandshake : .malformedMethod
            }
            head.method = Method(bytes.view(mark..<position))
            position += 1
            mark = position
            phase = .target
            return
        }
    }

    private mutating func readTarget(_ bytes: ByteView) throws(Refusal) {
        let end = min(bytes.count, lineStart + limits.requestLineBytes)
        while position < end, ByteClass.isTarget(bytes[position]) { position += 1 }
        guard position < bytes.count else { return }
        let byte = bytes[position]
        switch byte {
        case ByteClass.space where position > mark:
            head.target = mark..<position
            position += 1
            mark = position
            phase = .version
        case _ where ByteClass.isTarget(byte): throw .requestLineTooLong
        case ByteClass.carriageReturn where position > mark: throw .malformedVersion
        case ByteClass.lineFeed: throw .bareLineFeed
        case 0x80...: try readUnencodedQuery(bytes)
        default: throw .malformedTarget
        }
    }

    /// Reads the rest of a target whose query has bytes over 0x7F; whether they are UTF-8 is checked with the whole
    /// line.
    ///
    /// The grammar of URLs does not allow such bytes, but curl and clients in PHP send them, as UTF-8.
    private mutating func readUnencodedQuery(_ bytes: ByteView) throws(Refusal) {
        if !head.queryIsUnencoded {
            guard bytes.view(mark..<position).firstIndex(of: ByteClass.question) != nil else {
                throw .unencodedPath
            }
            head.queryIsUnencoded = true
        }
        let end = min(bytes.count, lineStart + limits.requestLineBytes)
        func isRead(_ byte: UInt8) -> Bool { ByteClass.isTarget(byte) || byte >= 0x80 }
        while position < end, isRead(bytes[position]) { position += 1 }
        guard position < bytes.count else { return }
        guard !isRead(bytes[position]) else { throw .requestLineTooLong }
        try readTarget(bytes)
    }

    /// Reads `HTTP/1.x` and the end of the line; the name is case-sensitive (RFC 9112 section 2.3).
    private mutating func readVersion(_ bytes: ByteView) throws(Refusal) {
        let name: StaticString = "HTTP/"
        while position < bytes.count {
            let byte = bytes[position]
            switch position - mark {
            case 0..<5:
                guard byte == name.utf8Start[position - mark] else { throw .malformedVersion }
            case 5:
                guard ASCII.isDigit(byte), byte != 0x30 else { throw .malformedVersion }
                guard byte == 0x31 else { throw .versionNotSupported }
            case 6:
                guard byte == 0x2E else { throw .malformedVersion }
            case 7:
                guard ASCII.isDigit(byte) else { throw .malformedVersion }
                head.version = byte == 0x30 ? .http10 : .http11
            case 8:
                guard byte != ByteClass.lineFeed else { throw .bareLineFeed }
                guard byte == ByteClass.carriageReturn else { throw .malformedVersion }
            default:
                try readLineFeed(bytes)
                try validateRequestLine(bytes)
                lineStart = position
                sectionStart = position
                phase = .fieldStart
                return
            }
            position += 1
        }
    }

    /// Validates a complete request line: a known method, and a target of a form that fits it.
    private mutating func validateRequestLine(_ bytes: ByteView) throws(Refusal) {
        guard let method = head.method else { throw .methodNotImplemented }
        try splitTarget(bytes, method: method)
    }
}
