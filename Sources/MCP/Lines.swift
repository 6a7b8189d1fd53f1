/// Splits received bytes into lines.
public struct Lines {
    /// A line, or the place of one that is too long.
    public enum Line: Equatable {
        /// A line without its line feed.
        case text([UInt8])
        /// A line with more bytes than the limit; its bytes are dropped.
        case tooLong
    }

    private let limit: Int
    private var rest: [UInt8] = []
    private var isTooLong = false

    /// Prepares the first line.
    ///
    /// - Parameter limit: the most bytes of a line.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Reads further bytes.
    ///
    /// - Parameters:
    ///   - piece: the bytes.
    ///   - receive: receives each line that has ended; blank ones are left out.
    public mutating func read(_ piece: ArraySlice<UInt8>, _ receive: (Line) -> Void) {
        var piece = piece
        while let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
            append(piece[..<end])
            finish(receive)
            piece = piece[(end + 1)...]
        }
        append(piece)
    }

    /// Ends the last line, which has no line feed.
    public mutating func finish(_ receive: (Line) -> Void) {
        defer { (rest, isTooLong) = ([], false) }
        if isTooLong { return receive(.tooLong) }
        // A carriage return and other blanks are left to the reader of JSON.
        guard rest.contains(where: { $0 != 0x20 && !(0x09...0x0d).contains($0) }) else { return }
        receive(.text(rest))
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        if isTooLong { return }
        isTooLong = rest.count + bytes.count > limit
        if isTooLong { rest = [] } else { rest += bytes }
    }
}
