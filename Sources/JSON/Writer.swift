// Writes JSON text in the order of the calls, and adds the commas.
//
// Replies are written directly as bytes, because a tree would be read once and discarded. The only state is what
// precedes the next value, so a mark of three words is enough to roll back, at any depth.

internal import Bytes

/// An append-only writer of one JSON text (RFC 8259), compact or indented.
///
/// The caller is responsible for the grammar: a name before each value of an object, and an end for each container.
/// Debug builds check that containers are balanced and that each name has a value.
public struct Writer: ~Copyable, Sendable {
    /// The layout of the text.
    public enum Layout: Sendable {
        /// Without whitespace.
        case compact
        /// One member or element on each line, indented by two spaces for each level; empty containers on one line.
        case indented
    }

    /// What precedes the next name or value.
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
        let count: Int

        let state: State

        /// Open containers.
        let depth: Int
    }

    var output: ByteBuffer

    /// What precedes the next value.
    var state = State.opening

    /// Open containers.
    var depth = 0

    /// The layout of the text.
    let layout: Layout

    /// Creates an empty writer.
    ///
    /// - Parameters:
    ///   - capacity: The initial capacity in bytes, 0 or more.
    ///   - layout: The layout of the text.
    public init(reserving capacity: Int = 512, layout: Layout = .compact) {
        self.layout = layout
        output = ByteBuffer(reserving: capacity)
    }

    /// Bytes written so far.
    public var count: Int { output.count }

    /// A copy of what has been written so far.
    public var bytes: [UInt8] { [UInt8](output.bytes) }

    /// The current state.
    public var mark: Mark { Mark(count: output.count, state: state, depth: depth) }

    /// Removes everything that was written since a mark.
    ///
    /// - Parameter mark: A mark of this writer, not older than one it was truncated to before.
    public mutating func truncate(to mark: Mark) {
        output.truncate(to: mark.count)
        state = mark.state
        depth = mark.depth
    }

    /// Ends the text.
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

    /// Writes what must precede a name or a value: a comma, or a new line with its indentation.
    mutating func separate() {
        if state == .name { return }
        if state == .value {
            assert(depth > 0, "a text has one value")
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
