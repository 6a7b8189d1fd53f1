internal import Bytes

/// The state of reading a chunked body.
struct Chunks: Sendable {
    /// The size of the current chunk as read so far, then its data bytes still to come.
    var size = 0
    /// The hexadecimal digits of the current size.
    var sizeDigits = 0
    /// The bytes of chunk extensions in this body.
    var extensionBytes = 0
    /// The part of the current extension.
    var extensionPart = ExtensionPart.name
    /// The trailer fields read.
    var trailerCount = 0

    /// A part of `;name=value` (RFC 9112 section 7.1.1).
    enum ExtensionPart: UInt8, Sendable {
        case nameStart, name, valueStart, token, quoted, quotedPair, quotedEnd
    }
}

// The chunked coding (RFC 9112 section 7.1) by its strict grammar: no blanks, no bare line feed. Most advisories about
// request smuggling are caused by lenient readers of these few bytes.

extension RequestParser {
    /// Reads the received part of the chunked body; true when its trailer has ended.
    mutating func readChunks(
        _ bytes: UnsafeMutableRawBufferPointer, count: inout Int
    ) throws(Refusal) -> Bool {
        let view = ByteView(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        while position < count {
            switch phase {
            case .chunkSize: try readChunkSize(view)
            case .chunkExtension: try readChunkExtension(view)
            case .chunkSizeEnd: try readChunkSizeEnd(view)
            case .chunkData: moveChunkData(bytes, count: count)
            case .chunkDataReturn:
                guard view[position] == ByteClass.carriageReturn else { throw .malformedChunkEnd }
                position += 1
                phase = .chunkDataEnd
            case .chunkDataEnd:
                guard view[position] == ByteClass.lineFeed else { throw .malformedChunkEnd }
                position += 1
                chunks.size = 0
                chunks.sizeDigits = 0
                phase = .chunkSize
            case .fieldStart: try readFieldStart(view)
            case .fieldName: try readFieldName(view)
            case .blanksBeforeValue: try readBlanks(view)
            case .fieldValue: try readFieldValue(view)
            case .fieldEnd: try readFieldEnd(view)
            case .sectionEnd:
                try readLineFeed(view)
                phase = .complete
                return true
            case .start, .emptyLineEnd, .method, .target, .version, .fixedBody, .complete:
                preconditionFailure("not a phase of a chunked body")
            }
        }
        dropFraming(bytes, count: &count)
        return false
    }

    private mutating func readChunkSize(_ bytes: ByteView) throws(Refusal) {
        while position < bytes.count {
            let byte = bytes[position]
            guard let digit = Hexadecimal.value(of: byte) else {
                guard chunks.sizeDigits > 0 else { throw .malformedChunkSize }
                try endChunkSize(byte)
                return
            }
            chunks.sizeDigits += 1
            guard chunks.sizeDigits <= limits.chunkSizeDigits else { throw .malformedChunkSize }
            // The size never exceeds the body limit, so the shift cannot overflow.
            chunks.size = chunks.size << 4 | Int(digit)
            guard chunks.size <= limits.bodyBytes - bodyCount else { throw .bodyTooLarge }
            position += 1
        }
    }

    private mutating func endChunkSize(_ byte: UInt8) throws(Refusal) {
        switch byte {
        case ByteClass.carriageReturn: phase = .chunkSizeEnd
        case ByteClass.semicolon:
            chunks.extensionPart = .nameStart
            chunks.extensionBytes += 1
            phase = .chunkExtension
        case ByteClass.lineFeed: throw .bareLineFeed
        default: throw .malformedChunkSize
        }
        position += 1
    }

    private mutating func readChunkExtension(_ bytes: ByteView) throws(Refusal) {
        while position < bytes.count {
            let byte = bytes[position]
            let part = chunks.extensionPart
            if byte == ByteClass.carriageReturn, part == .name || part == .token || part == .quotedEnd {
                position += 1
                phase = .chunkSizeEnd
                return
            }
            guard let next = part.following(byte) else {
                throw byte == ByteClass.lineFeed ? .bareLineFeed : .malformedChunkExtension
            }
            chunks.extensionPart = next
            chunks.extensionBytes += 1
            guard chunks.extensionBytes <= limits.chunkExtensionBytes else {
                throw .chunkExtensionsTooLarge
            }
            position += 1
        }
    }

    private mutating func readChunkSizeEnd(_ bytes: ByteView) throws(Refusal) {
        try readLineFeed(bytes)
        if chunks.size > 0 {
            phase = .chunkData
        } else {
            lineStart = position
            sectionStart = position
            phase = .fieldStart
        }
    }

    private mutating func moveChunkData(_ bytes: UnsafeMutableRawBufferPointer, count: Int) {
        let length = min(chunks.size, count - position)
        move(bytes, from: position, length: length, to: bodyStart + bodyCount)
        position += length
        bodyCount += length
        chunks.size -= length
        if chunks.size == 0 { phase = .chunkDataReturn }
    }

    /// Removes the framing between the decoded body and the remaining bytes.
    ///
    /// The start of an unfinished line is kept.
    private mutating func dropFraming(_ bytes: UnsafeMutableRawBufferPointer, count: inout Int) {
        let kept = phase >= .fieldStart && phase <= .sectionEnd ? sectionStart : position
        let gap = kept - (bodyStart + bodyCount)
        guard gap > 0 else { return }
        move(bytes, from: kept, length: count - kept, to: kept - gap)
        position -= gap
        lineStart -= gap
        sectionStart -= gap
        mark -= gap
        count -= gap
    }

    private func move(_ bytes: UnsafeMutableRawBufferPointer, from: Int, length: Int, to: Int) {
        guard from != to, length > 0 else { return }
        precondition(from + length <= bytes.count && to >= 0 && to <= from, "move outside the message")
        guard let base = bytes.baseAddress else { return }
        (base + to).copyMemory(from: base + from, byteCount: length)
    }
}

extension Chunks.ExtensionPart {
    /// The part after `byte`; nil if the grammar does not allow it.
    fileprivate func following(_ byte: UInt8) -> Self? {
        switch self {
        case .nameStart: ByteClass.isToken(byte) ? .name : nil
        case .name where byte == ByteClass.equals: .valueStart
        case .name where ByteClass.isToken(byte): .name
        case .valueStart where byte == ByteClass.quote: .quoted
        case .valueStart: ByteClass.isToken(byte) ? .token : nil
        case .token where ByteClass.isToken(byte): .token
        case .quoted where byte == ByteClass.quote: .quotedEnd
        case .quoted where byte == ByteClass.backslash: .quotedPair
        case .quoted, .quotedPair: ByteClass.isFieldValue(byte) ? .quoted : nil
        case .name, .token, .quotedEnd: byte == ByteClass.semicolon ? .nameStart : nil
        }
    }
}
