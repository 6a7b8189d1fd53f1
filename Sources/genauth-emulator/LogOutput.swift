import Dispatch
import Locking
import Logging
import Platform
import Synchronization

/// Standard error, written by a queue of its own.
///
/// Logging queues a line and returns, so that a pipe without a reader delays no request. The queue writes the lines in
/// order. The number of queued bytes is limited: further lines are dropped, and once half of the bytes are read, a line in
/// their place says how many.
final class LogOutput: Sendable {
    /// The standard error of the process.
    static let standardError = LogOutput()

    /// The most bytes that are queued.
    private static let limit = 1_048_576
    /// The most bytes written by one call, except for a longer line: a pipe accepts up to this number as a whole or not at
    /// all (pipe(7), PIPE_BUF), so that the lines of processes that share it do not mix.
    private static let atOnce = 4_096

    /// Moves to the beginning of a terminal's line and erases it.
    private static let eraseLine = "\r\u{1b}[K"

    private struct State {
        var lines: [[UInt8]] = []
        /// How many lines were dropped since the last one that was queued.
        var dropped = 0
        /// Whether the queue is running or scheduled.
        var isWriting = false
        var format = LogFormat.text
        /// The status on the last line of a terminal, below the log.
        var status = ""

        /// Queues a line that says how many lines are missing here, if any are.
        mutating func noteDropped() -> Int {
            guard dropped > 0 else { return 0 }
            let note = format.line(
                .warning, "log lines were dropped because the log was not being read", ["count": "\(dropped)"]
            )
            dropped = 0
            lines.append(Array(note.utf8))
            return note.utf8.count
        }
    }

    private let state = Lock(State())
    private let queue = DispatchQueue(label: "log")
    /// The bytes queued or being written.
    private let waiting = Atomic(0)
    /// The calls that have written something, so that waiting can detect progress.
    private let written = Atomic(0)

    /// Sets the format of the notes about dropped lines.
    func use(_ format: LogFormat) {
        state.withLock { $0.format = format }
    }

    /// Queues a line.
    ///
    /// - Parameter line: ends with a line feed, and has no other.
    func append(_ line: String) {
        leave { $0.isEmpty ? line : Self.eraseLine + line + $0 }
    }

    /// Shows a text below the log of a terminal, replacing the previous one.
    ///
    /// - Parameter status: at most a line, without line feed; empty to remove it.
    func show(_ status: String) {
        leave {
            $0 = status
            return Self.eraseLine + status
        }
    }

    /// Queues what `text` makes of the status.
    private func leave(_ text: (inout String) -> String) {
        let mustBegin = state.withLock { state in
            let bytes = Array(text(&state.status).utf8)
            let limit = state.dropped > 0 ? Self.limit / 2 : Self.limit
            guard waiting.load(ordering: .relaxed) + bytes.count <= limit else {
                state.dropped += 1
                return false
            }
            waiting.add(state.noteDropped() + bytes.count, ordering: .relaxed)
            state.lines.append(bytes)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustBegin { queue.async { self.write() } }
    }

    /// Waits until everything is written, as long as there is progress.
    ///
    /// May be called in a signal handler.
    ///
    /// - Parameter timeout: the longest wait without progress, in milliseconds.
    func flush(timeout: Int = 1_000) {
        var (idle, seen) = (0, written.load(ordering: .acquiring))
        var turns = 0
        // A reader that reads slowly must not delay the end either.
        while waiting.load(ordering: .acquiring) > 0, idle < timeout, turns < 2 * timeout {
            poll(nil, 0, 1)
            turns += 1
            let now = written.load(ordering: .acquiring)
            idle = now == seen ? idle + 1 : 0
            seen = now
        }
    }

    /// Writes the queued lines, and those queued meanwhile.
    private func write() {
        var isBroken = false
        while true {
            let lines: [[UInt8]] = state.withLock { state in
                // If writing is impossible, the note would be a dropped line itself.
                if state.lines.isEmpty, !isBroken { waiting.add(state.noteDropped(), ordering: .relaxed) }
                if state.lines.isEmpty { state.isWriting = false }
                defer { state.lines = [] }
                return state.lines
            }
            if lines.isEmpty { return }
            isBroken = !write(lines)
        }
    }

    /// Writes lines, short ones together.
    ///
    /// - Returns: false if some could not be written.
    private func write(_ lines: [[UInt8]]) -> Bool {
        var (place, lost) = (0, 0)
        while place < lines.count {
            var piece = lines[place]
            var end = place + 1
            while end < lines.count, piece.count + lines[end].count <= Self.atOnce {
                piece += lines[end]
                end += 1
            }
            if !write(piece) { lost += end - place }
            waiting.subtract(piece.count, ordering: .releasing)
            place = end
        }
        if lost > 0 { state.withLock { $0.dropped += lost } }
        return lost == 0
    }

    /// Writes all of a piece, waiting if needed.
    ///
    /// - Returns: false when that is not possible.
    private func write(_ piece: [UInt8]) -> Bool {
        var rest = piece[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Platform.write(STDERR_FILENO, $0.baseAddress, min($0.count, Self.atOnce))
            }
            if count > 0 {
                written.add(1, ordering: .releasing)
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // Another process that shares the pipe or terminal may have set O_NONBLOCK.
                var entry = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
