// A text that is too large for memory is checked piece by piece. The structure is checked here, with an entry for each
// open container. Strings and numbers are scanned by `Parser`, so that a text is refused for the same rule at the same
// offset as by `Document`. A token that is cut off by the end of a piece is left for the next piece. Rejected: a second
// grammar of strings and numbers, which could differ from the first.

/// Checks a JSON text (RFC 8259) piece by piece.
///
/// The limits of depth and of the length of a number are checked; that of nodes is not, since none are stored.
public struct StreamedCheck {
    private enum Expectation {
        case value, valueOrEnd, name, nameOrEnd, colon, separator, nothing
    }

    private struct Container {
        let start: Int
        let isArray: Bool
    }

    /// An error this close to the end of a piece may be caused by the end: only strings and numbers are longer tokens.
    private static let longestToken = 16

    private let limits: Limits
    private let notedLength: Int
    private var expectation = Expectation.value
    private var containers: [Container] = []
    private var isEmpty = true
    private var consumed = 0

    /// The ends of long arrays and objects: the offset after the closing bracket, by the offset of the opening one.
    public private(set) var ends: [Int: Int] = [:]

    /// Starts at the beginning of a text.
    ///
    /// - Parameters:
    ///   - limits: Bounds on depth and number length.
    ///   - notedLength: The shortest array or object that is recorded in `ends`, in bytes.
    public init(limits: Limits, notingFrom notedLength: Int) {
        self.limits = limits
        self.notedLength = notedLength
    }

    /// Checks the next piece.
    ///
    /// - Parameters:
    ///   - piece: The text from the first byte that was not consumed; the first piece has at least three bytes, unless
    ///     it is the last.
    ///   - isLast: Whether the text ends with the piece.
    /// - Returns: How many bytes were consumed. If none, the next piece has to be longer.
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

    /// Checks one token.
    ///
    /// - Returns: false if the token may continue after the piece; the state is then unchanged.
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
