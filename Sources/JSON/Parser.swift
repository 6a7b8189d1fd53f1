// The structure of RFC 8259 as one loop over the bytes.
//
// There is no recursion, so no input can exhaust the stack, and no other stack than the tape: the node of an open
// container has the index of its parent. All reads go through `Span`, which checks its bounds in release builds, too.

/// Parses a text into a tape.
struct Parser {
    private enum Expectation {
        case value
        case valueOrEnd
        case name
        case nameOrEnd
        case separator
        case nothing
    }

    let limits: Limits

    /// Offset of the next byte to read.
    var position = 0

    /// The tape so far.
    private(set) var nodes: [Node] = []

    /// Index of the innermost open container, or `Node.none`.
    private var container = Node.none
    private var isInArray = false
    private var depth = 0

    /// Creates a parser for a text of known size.
    ///
    /// A capacity of one node for four bytes makes the tape one allocation for almost all texts.
    init(limits: Limits, byteCount: Int) {
        self.limits = limits
        nodes.reserveCapacity(min(limits.nodes, byteCount / 4 + 8))
    }

    /// Parses the whole text.
    ///
    /// - Throws: The first broken rule.
    mutating func parse(_ bytes: Span<UInt8>) throws(ParseError) {
        guard bytes.count < Int(UInt32.max) else { throw ParseError(.tooManyBytes, at: 0) }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw ParseError(.byteOrderMark, at: 0)
        }
        var expectation = Expectation.value
        while true {
            skipWhitespace(bytes)
            guard position < bytes.count else { break }
            let byte = bytes[position]
            switch expectation {
            case .value:
                expectation = try value(byte, bytes)
            case .valueOrEnd where byte == UInt8(ascii: "]"), .nameOrEnd where byte == UInt8(ascii: "}"):
                expectation = close()
            case .valueOrEnd:
                expectation = try value(byte, bytes)
            case .name, .nameOrEnd:
                expectation = try name(byte, bytes)
            case .separator:
                expectation = try separator(byte)
            case .nothing:
                throw ParseError(.trailingBytes, at: position)
            }
        }
        if case .nothing = expectation { return }
        throw ParseError(nodes.isEmpty ? .emptyInput : .unexpectedEnd, at: position)
    }

    private mutating func value(_ byte: UInt8, _ bytes: Span<UInt8>) throws(ParseError) -> Expectation {
        let start = position
        switch byte {
        case UInt8(ascii: "{"):
            return try open(.object)
        case UInt8(ascii: "["):
            return try open(.array)
        case UInt8(ascii: "\""):
            let hasEscapes = try scanString(bytes)
            try append(.string, from: start, hasEscapes: hasEscapes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanNumber(bytes)
            try append(.number, from: start)
        case UInt8(ascii: "t"):
            try scanLiteral("true", bytes)
            try append(.bool, from: start)
        case UInt8(ascii: "f"):
            try scanLiteral("false", bytes)
            try append(.bool, from: start)
        case UInt8(ascii: "n"):
            try scanLiteral("null", bytes)
            try append(.null, from: start)
        default:
            throw ParseError(.expectedValue, at: start)
        }
        countInArray()
        return afterValue
    }

    private mutating func name(_ byte: UInt8, _ bytes: Span<UInt8>) throws(ParseError) -> Expectation {
        guard byte == UInt8(ascii: "\"") else { throw ParseError(.expectedName, at: position) }
        let start = position
        let hasEscapes = try scanString(bytes)
        try append(.string, from: start, hasEscapes: hasEscapes)
        nodes[Int(container)].countOne()
        skipWhitespace(bytes)
        guard position < bytes.count else { throw ParseError(.unexpectedEnd, at: position) }
        guard bytes[position] == UInt8(ascii: ":") else { throw ParseError(.expectedColon, at: position) }
        position += 1
        return .value
    }

    private mutating func separator(_ byte: UInt8) throws(ParseError) -> Expectation {
        switch byte {
        case UInt8(ascii: ","):
            position += 1
            return isInArray ? .value : .name
        case UInt8(ascii: "]") where isInArray, UInt8(ascii: "}") where !isInArray:
            return close()
        default:
            throw ParseError(.expectedCommaOrEnd, at: position)
        }
    }

    private mutating func open(_ kind: Kind) throws(ParseError) -> Expectation {
        guard depth < limits.depth else { throw ParseError(.tooDeep, at: position) }
        guard nodes.count < limits.nodes else { throw ParseError(.tooManyNodes, at: position) }
        countInArray()
        let outer = container
        container = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(Node(kind, start: position, following: outer))
        isInArray = kind == .array
        depth += 1
        position += 1
        return kind == .array ? .valueOrEnd : .nameOrEnd
    }

    private mutating func close() -> Expectation {
        position += 1
        let index = Int(container)
        container = nodes[index].following
        nodes[index].following = UInt32(truncatingIfNeeded: nodes.count)
        nodes[index].length = UInt32(truncatingIfNeeded: position) - nodes[index].start
        depth -= 1
        isInArray = container != Node.none && nodes[Int(container)].kind == .array
        return afterValue
    }

    private mutating func append(_ kind: Kind, from start: Int, hasEscapes: Bool = false) throws(ParseError) {
        guard nodes.count < limits.nodes else { throw ParseError(.tooManyNodes, at: start) }
        let following = UInt32(truncatingIfNeeded: nodes.count + 1)
        nodes.append(
            Node(kind, start: start, length: position - start, following: following, hasEscapes: hasEscapes))
    }

    private mutating func countInArray() {
        if isInArray { nodes[Int(container)].countOne() }
    }

    private var afterValue: Expectation { container == Node.none ? .nothing : .separator }

    mutating func skipWhitespace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    mutating func scanLiteral(_ word: StaticString, _ bytes: Span<UInt8>) throws(ParseError) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw ParseError(.unexpectedEnd, at: position) }
            guard bytes[position] == word.utf8Start[index] else {
                throw ParseError(.invalidLiteral, at: start)
            }
            position += 1
        }
    }
}
