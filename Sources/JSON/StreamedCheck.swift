// A text too large to be held is checked piece by piece. The structure is followed here, with an entry for each open
// container; strings and numbers are passed over by `Parser`, so that a text is refused for the same rule at the same
// offset as when it is read whole. A token that the end of a piece cuts off is left for the next piece.
// Rejected: a second grammar of strings and numbers, byte by byte, which could differ from the first.

/// Checks a JSON text (RFC 8259) that comes in pieces, and keeps none of it.
///
/// The bounds on depth and on the length of a number hold, the one on nodes does not: none are kept.
public struct StreamedCheck {
    private enum Expectation {
        case value, valueOrEnd, name, nameOrEnd, colon, separator, nothing
    }

    private struct Container {
        let start: Int
        let isArray: Bool
    }

    /// An error this near the end of a piece may be the end's: no token but strings and numbers is longer.
    private static let longestToken = 16

    private let limits: Limits
    private let notedLength: Int
    private var expectation = Expectation.value
    private var containers: [Container] = []
    private var isEmpty = true
    /// How many bytes were consumed.
    private var consumed = 0

    /// Where long arrays and objects end: the offset behind the closing bracket, by the offset of the opening one.
    public private(set) var ends: [Int: Int] = [:]

    /// Starts at the beginning of a text.
    ///
    /// - Parameters:
    ///   - limits: Bounds on depth and number length.
    ///   - notedLength: The bytes from which on an array or object stands in `ends`.
    public init(limits: Limits, notingFrom notedLength: Int) {
        self.limits = limits
        self.notedLength = notedLength
    }

    /// Checks the next piece.
    ///
    /// - Parameters:
    ///   - piece: The text from the first byte on that was not consumed; the first piece has three bytes at least,
    ///     unless it is the last.
    ///   - isLast: Whether the text ends with the piece.
    /// - Returns: How many bytes are done with. When there are none, the next piece has to be longer.
    /// - Throws: `ParseError` with the first rule that is broken and its offset in the whole text.
    public mutating func take(_ piece: Span<UInt8>, isLast: Bool) throws(ParseError) -> Int {
        var scanner = Parser(limits: limits, byteCount: 0)
        if consumed == 0, isEmpty, piece.count >= 3, piece[0] == 0xEF, piece[1] == 0xBB, piece[2] == 0xBF {
            throw ParseError(.byteOrderMark, at: 0)
        }
        var done = 0
        while true {
            scanner.skipWhitespace(piece)
            done = scanner.position
            guard done < piece.count else { break }
            do throws(ParseError) {
                guard try step(&scanner, piece, isLast: isLast) else { break }
            } catch {
                guard isLast || error.offset + Self.longestToken <= piece.count else { break }
                throw ParseError(error.kind, at: consumed + error.offset)
            }
            isEmpty = false
        }
        consumed += done
        guard isLast else { return done }
        if case .nothing = expectation { return done }
        throw ParseError(isEmpty ? .emptyInput : .unexpectedEnd, at: consumed)
    }

    /// Passes over one token.
    ///
    /// - Returns: false when the token may go on behind the piece; nothing has changed then.
    private mutating func step(
        _ scanner: inout Parser, _ piece: Span<UInt8>, isLast: Bool
    ) throws(ParseError) -> Bool {
        let position = scanner.position
        let byte = piece[position]
        switch expectation {
        case .valueOrEnd where byte == UInt8(ascii: "]"), .nameOrEnd where byte == UInt8(ascii: "}"):
            close(at: position)
        case .value, .valueOrEnd:
            return try value(byte, &scanner, piece, isLast: isLast)
        case .name, .nameOrEnd:
            guard byte == UInt8(ascii: "\"") else { throw ParseError(.expectedName, at: position) }
            _ = try scanner.scanString(piece)
            expectation = .colon
            return true
        case .colon:
            guard byte == UInt8(ascii: ":") else { throw ParseError(.expectedColon, at: position) }
            expectation = .value
        case .separator:
            let isInArray = containers.last?.isArray ?? false
            switch byte {
            case UInt8(ascii: ","): expectation = isInArray ? .value : .name
            case UInt8(ascii: "]") where isInArray, UInt8(ascii: "}") where !isInArray: close(at: position)
            default: throw ParseError(.expectedCommaOrEnd, at: position)
            }
        case .nothing:
            throw ParseError(.trailingBytes, at: position)
        }
        scanner.position += 1
        return true
    }

    private mutating func value(
        _ byte: UInt8, _ scanner: inout Parser, _ piece: Span<UInt8>, isLast: Bool
    ) throws(ParseError) -> Bool {
        let position = scanner.position
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard containers.count < limits.depth else { throw ParseError(.tooDeep, at: position) }
            let isArray = byte == UInt8(ascii: "[")
            containers.append(Container(start: consumed + position, isArray: isArray))
            expectation = isArray ? .valueOrEnd : .nameOrEnd
            scanner.position += 1
            return true
        case UInt8(ascii: "\""):
            _ = try scanner.scanString(piece)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanner.scanNumber(piece)
            guard isLast || scanner.position < piece.count else { return false }
        case UInt8(ascii: "t"):
            try scanner.scanLiteral("true", piece)
        case UInt8(ascii: "f"):
            try scanner.scanLiteral("false", piece)
        case UInt8(ascii: "n"):
            try scanner.scanLiteral("null", piece)
        default:
            throw ParseError(.expectedValue, at: position)
        }
        expectation = containers.isEmpty ? .nothing : .separator
        return true
    }

    private mutating func close(at position: Int) {
        guard let container = containers.popLast() else { return }
        let end = consumed + position + 1
        if end - container.start >= notedLength { ends[container.start] = end }
        expectation = containers.isEmpty ? .nothing : .separator
    }
}
