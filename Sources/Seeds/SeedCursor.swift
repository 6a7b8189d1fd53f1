// A seed is read element by element through a window that slides over it. Lists that can be of any length (users,
// groups, departments, members) are passed over where they stand and gone through afterwards; what is left of their
// object is small and read by the ordinary JSON reader. The text was checked before (`SeedSource.check`), so the end of
// a value is found by brackets and quotes alone.

internal import JSON
internal import Platform

/// A place in the text of a seed that moves on.
public final class SeedCursor {
    private let source: SeedSource
    /// Where long values end, by their beginnings.
    private let ends: [Int: Int]
    private var window: UnsafeMutableRawBufferPointer
    /// The offset of the window's first byte.
    private var start = 0
    /// How many bytes of the window are filled.
    private var count = 0
    /// The place in the window.
    private var index = 0

    /// Stands at the beginning of a text that was checked.
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

    /// Goes to an offset, which costs nothing within the window.
    func seek(to offset: Int) {
        if offset >= start, offset <= start + count {
            index = offset - start
        } else {
            (start, count, index) = (offset, 0, 0)
        }
    }

    /// The next byte that is no whitespace.
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

    /// Passes over one byte that was peeked at.
    func advance() {
        index += 1
    }

    /// Fills the window with what follows it.
    private func slide() throws(SeedError) {
        start += count
        index = 0
        count = 0
        count = try source.read(at: start, into: window)
        guard count > 0 else { throw source.changed }
    }

    /// Passes over a value.
    ///
    /// - Throws: `SeedError.unreadable`.
    func skipValue() throws(SeedError) {
        _ = try peek()
        if let end = ends[position] { return seek(to: end) }
        try pass { _ in }
    }

    /// Passes over a value and appends its text.
    ///
    /// - Throws: `SeedError.unreadable`, `.invalid` when the text gets too long to be held.
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

    /// Passes over a value, in as many pieces as there are windows.
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

    /// Goes through an array; `body` passes over the element it is called at.
    ///
    /// - Parameters:
    ///   - offset: where the array begins.
    ///   - body: is given the number of the element, from 0.
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
    /// - Parameter body: is given the contents in UTF-8, which are valid during the call only; not called for a value that
    ///   is no string.
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
        // It has an escape, or the window cuts it off.
        var text: [UInt8] = []
        try copyValue(to: &text)
        var string = try document(text).root.string ?? ""
        try string.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }

    /// The value here, read whole and passed over.
    ///
    /// - Throws: `SeedError.unreadable`.
    func value() throws(SeedError) -> Value {
        var text: [UInt8] = []
        try copyValue(to: &text)
        return try document(text).root
    }

    /// The value here, passed over; where it is an object, without the elements of some of its arrays.
    ///
    /// - Parameter names: the members that are left empty when they are arrays.
    /// - Returns: the value, and where the arrays left out begin.
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
