// A seed is read element by element through a sliding window. Lists of any length (users, groups, departments, members)
// are skipped at first and read afterwards; the rest of their object is small and is read by the ordinary JSON reader.
// The text has been checked before (`SeedSource.check`), so brackets and quotes are enough to find the end of a value.

internal import JSON
internal import Platform

/// A position in the text of a seed.
public final class SeedCursor {
    private let source: SeedSource
    /// The ends of long values, by their beginnings.
    private let ends: [Int: Int]
    private var window: UnsafeMutableRawBufferPointer
    /// The offset of the window's first byte.
    private var start = 0
    /// The number of bytes in the window.
    private var count = 0
    /// The position in the window.
    private var index = 0

    /// Starts at the beginning of a text that has been checked.
    init(_ source: SeedSource, ends: [Int: Int]) {
        self.source = source
        self.ends = ends
        window = .allocate(byteCount: SeedSource.chunk, alignment: 16)
    }

    deinit {
        window.deallocate()
    }

    /// The offset of the next byte.
    var position: Int { start + index }

    /// Moves to an offset; within the window nothing is read.
    func seek(to offset: Int) {
        if offset >= start, offset <= start + count {
            index = offset - start
        } else {
            (start, count, index) = (offset, 0, 0)
        }
    }

    /// The next byte that is not whitespace.
    ///
    /// - Throws: `SeedError.unreadable`.
    func peek() throws(SeedError) -> UInt8 {
        while true {
            while index < count {
                let byte = window[index]
                switch byte {
                case 0x20, 0x09, 0x0A, 0x0D: index += 1
                default: return byte
                }
            }
            try slide()
        }
    }

    /// Skips the byte that `peek` returned.
    func advance() {
        index += 1
    }

    /// Moves the window to the bytes after it.
    private func slide() throws(SeedError) {
        start += count
        index = 0
        count = 0
        count = try source.read(at: start, into: window)
        guard count > 0 else { throw source.changed }
    }

    /// Skips a value.
    ///
    /// - Throws: `SeedError.unreadable`.
    func skipValue() throws(SeedError) {
        _ = try peek()
        if let end = ends[position] { return seek(to: end) }
        try pass { _ in }
    }

    /// Reads a value and appends its text.
    ///
    /// - Throws: `SeedError.unreadable`, `.invalid` when the text is too long.
    func copyValue(to text: inout [UInt8]) throws(SeedError) {
        _ = try peek()
        let beginning = position
        try pass { (bytes) throws(SeedError) in
            guard text.count + bytes.count <= SeedSource.longestPiece else {
                throw try source.tooLong(at: beginning)
            }
            text.append(contentsOf: bytes)
        }
    }

    /// Reads a value in pieces, one for each window.
    private func pass(_ take: (UnsafeRawBufferPointer) throws(SeedError) -> Void) throws(SeedError) {
        var (depth, isInString, isEscaped, isScalar) = (0, false, false, false)
        while true {
            let bytes = UnsafeRawBufferPointer(window)
            let first = index
            var place = index
            let end = count
            var isDone = false
            scan: while place < end {
                let byte = bytes[place]
                if isInString {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isInString = false
                        isDone = depth == 0
                    }
                } else {
                    switch byte {
                    case UInt8(ascii: "\""): isInString = true
                    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                    case UInt8(ascii: "]"), UInt8(ascii: "}"):
                        if isScalar { isDone = true; break scan }
                        depth -= 1
                        isDone = depth == 0
                    case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                        if isScalar { isDone = true; break scan }
                    default: isScalar = depth == 0
                    }
                }
                place += 1
                if isDone { break scan }
            }
            index = place
            try take(UnsafeRawBufferPointer(rebasing: bytes[first..<place]))
            if isDone || (isScalar && position == source.byteCount) { return }
            try slide()
        }
    }

    /// Calls `body` at each element of an array; `body` must read or skip the element.
    ///
    /// - Parameters:
    ///   - offset: where the array begins.
    ///   - body: receives the index of the element, from 0.
    /// - Throws: what `body` throws, `SeedError.unreadable`.
    func forEachElement(of offset: Int, _ body: (Int) throws -> Void) throws {
        seek(to: offset)
        guard try peek() == UInt8(ascii: "[") else { throw source.changed }
        advance()
        var number = 0
        while true {
            switch try peek() {
            case UInt8(ascii: "]"):
                return advance()
            case UInt8(ascii: ","):
                advance()
            default:
                try body(number)
                number += 1
            }
        }
    }

    /// Reads a string, or skips another value.
    ///
    /// - Parameter body: receives the contents in UTF-8, valid during the call only; not called if the value is not a
    ///   string.
    /// - Throws: what `body` throws, `SeedError.unreadable`.
    func withString(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard try peek() == UInt8(ascii: "\"") else { return try skipValue() }
        let bytes = UnsafeRawBufferPointer(window)
        var place = index + 1
        while place < count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
            place += 1
        }
        if place < count, bytes[place] == UInt8(ascii: "\"") {
            let contents = UnsafeRawBufferPointer(rebasing: bytes[index + 1..<place])
            index = place + 1
            return try body(contents)
        }
        // The string has an escape or extends beyond the window.
        var text: [UInt8] = []
        try copyValue(to: &text)
        var string = try document(text).root.string ?? ""
        try string.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }

    /// Reads the value at this position.
    ///
    /// - Throws: `SeedError.unreadable`.
    func value() throws(SeedError) -> Value {
        var text: [UInt8] = []
        try copyValue(to: &text)
        return try document(text).root
    }

    /// Reads the value at this position, without the elements of some of its arrays if it is an object.
    ///
    /// - Parameter names: the members that are left empty when they are arrays.
    /// - Returns: the value, and the offsets of the omitted arrays.
    /// - Throws: `SeedError.unreadable`.
    func value(
        withoutElementsOf names: [String]
    ) throws(SeedError) -> (value: Value, lists: [String: Int]) {
        guard try peek() == UInt8(ascii: "{") else { return (try value(), [:]) }
        var text = [UInt8(ascii: "{")]
        var lists: [String: Int] = [:]
        advance()
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "}"), UInt8(ascii: ","):
                advance()
                text.append(byte)
                if byte == UInt8(ascii: "}") { return (try document(text).root, lists) }
            case UInt8(ascii: "\""):
                let name = text.count
                try copyValue(to: &text)
                let string = names.isEmpty ? nil : try document(Array(text[name...])).root.string
                guard try peek() == UInt8(ascii: ":") else { throw source.changed }
                advance()
                text.append(UInt8(ascii: ":"))
                if let string, names.contains(string), try peek() == UInt8(ascii: "[") {
                    lists[string] = position
                    text.append(contentsOf: "[]".utf8)
                    try skipValue()
                } else {
                    try copyValue(to: &text)
                }
            default:
                throw source.changed
            }
        }
    }

    private func document(_ text: [UInt8]) throws(SeedError) -> Document {
        do {
            return try Document(parsing: text, limits: SeedFormat.limits)
        } catch {
            throw source.changed
        }
    }
}
