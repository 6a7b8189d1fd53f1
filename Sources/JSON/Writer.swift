// Writes JSON text in the order of the calls, with the commas in their places.
//
// Replies are written straight into the bytes that go to the socket: a tree built first would be
// walked once and thrown away. All that must be known about what is already written is what may
// stand before the next value, so a mark of three words is enough to roll back to, at any depth.

internal import Bytes

/// An append-only writer of one JSON text (RFC 8259), compact or indented.
///
/// The caller keeps the grammar: a name before every value of an object, every container ended.
/// Debug builds check that containers are balanced and that every name gets its value.
public struct Writer: ~Copyable, Sendable {
    /// How values are laid out.
    public enum Layout: Sendable {
        /// No whitespace at all.
        case compact
        /// One member or element a line, two spaces a level; empty containers stay on one line.
        case indented
    }

    /// What stands directly before the next thing to write.
    public enum State: Sendable {
        /// The opening of the text or of a container.
        case opening
        /// A value in the same container.
        case value
        /// The name of the member to write.
        case name
    }

    /// A state of the writer to which `truncate(to:)` can return.
    public struct Mark: Sendable {
        /// Bytes written by then.
        let count: Int

        /// What stood last.
        let state: State

        /// Open containers.
        let depth: Int
    }

    /// What has been written so far.
    var output: ByteBuffer

    /// What stands before the next value.
    var state = State.opening

    /// Open containers.
    var depth = 0

    /// How values are laid out.
    let layout: Layout

    /// Makes an empty writer.
    ///
    /// - Parameters:
    ///   - capacity: Bytes to make room for at once, 0 or more.
    ///   - layout: Compact for the wire, indented for files people read.
    public init(reserving capacity: Int = 512, layout: Layout = .compact) {
        self.layout = layout
        output = ByteBuffer(reserving: capacity)
    }

    /// Bytes written so far.
    public var count: Int { output.count }

    /// A copy of what has been written so far.
    public var bytes: [UInt8] { [UInt8](output.bytes) }

    /// Where the writer stands now.
    public var mark: Mark { Mark(count: output.count, state: state, depth: depth) }

    /// Takes back everything written since a mark.
    ///
    /// - Parameter mark: A mark of this writer, not older than one it was truncated to before.
    public mutating func truncate(to mark: Mark) {
        output.truncate(to: mark.count)
        state = mark.state
        depth = mark.depth
    }

    /// Ends writing.
    ///
    /// - Returns: The whole text.
    public consuming func finish() -> [UInt8] {
        assert(depth == 0 && state != .name, "the text is not complete")
        return [UInt8](output.bytes)
    }
}

extension Writer {
    /// Starts an object.
    public mutating func beginObject() {
        begin(UInt8(ascii: "{"))
    }

    /// Ends the innermost object.
    public mutating func endObject() {
        end(UInt8(ascii: "}"))
    }

    /// Starts an array.
    public mutating func beginArray() {
        begin(UInt8(ascii: "["))
    }

    /// Ends the innermost array.
    public mutating func endArray() {
        end(UInt8(ascii: "]"))
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        output.append(bracket)
        state = .opening
        depth += 1
    }

    private mutating func end(_ bracket: UInt8) {
        assert(depth > 0 && state != .name, "no container can end here")
        depth -= 1
        if layout == .indented, state == .value { startLine() }
        output.append(bracket)
        state = .value
    }

    /// Writes what must stand before a name or a value: a comma, or a line and its indentation.
    mutating func separate() {
        if state == .name { return }
        if state == .value {
            assert(depth > 0, "a text holds one value")
            output.append(UInt8(ascii: ","))
        }
        if layout == .indented, depth > 0 { startLine() }
    }

    private mutating func startLine() {
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<depth {
            output.append(UInt8(ascii: " "))
            output.append(UInt8(ascii: " "))
        }
    }
}
