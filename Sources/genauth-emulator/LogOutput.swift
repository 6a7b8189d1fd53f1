import Dispatch
import Locking
import Logging
import Platform
import Synchronization

/// Standard error, written to beside the threads that log.
///
/// Logging queues a line and returns, so that a pipe which nobody reads delays no request. One queue writes the lines in
/// the order in which they were queued. What waits is bounded: further lines are dropped, and a line at their place says how
/// many, as soon as half of what waited is read.
final class LogOutput: Sendable {
    /// The output of the process.
    static let standardError = LogOutput()

    /// How many bytes wait at most.
    private static let limit = 1_048_576
    /// How many bytes are written by one call at most, lines that are longer apart: a pipe takes so many at once or not at
    /// all (pipe(7), PIPE_BUF), so that the lines of processes that share it do not mix.
    private static let atOnce = 4_096

    /// Moves to the beginning of a terminal's line and erases it.
    private static let eraseLine = "\r\u{1b}[K"

    private struct State {
        var lines: [[UInt8]] = []
        /// How many lines were dropped since the last one that was queued.
        var dropped = 0
        /// Whether the queue is at work, or about to be.
        var isWriting = false
        var format = LogFormat.text
        /// What the last line of a terminal shows below the log.
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
    /// How many bytes wait or are being written.
    private let waiting = Atomic(0)
    /// How many calls have written something, so that waiting can see progress.
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

    /// Shows a text below the log of a terminal, in the place of the one before.
    ///
    /// - Parameter status: no longer than a line, without line feed; empty to show nothing.
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

    /// Waits until everything is written, as long as somebody reads.
    ///
    /// May be called in a signal handler.
    ///
    /// - Parameter patience: the longest wait without progress, in milliseconds.
    func flush(patience: Int = 1_000) {
        var (idle, seen) = (0, written.load(ordering: .acquiring))
        var turns = 0
        // Somebody who reads a little now and then must not hold the end up either.
        while waiting.load(ordering: .acquiring) > 0, idle < patience, turns < 2 * patience {
            poll(nil, 0, 1)
            turns += 1
            let now = written.load(ordering: .acquiring)
            idle = now == seen ? idle + 1 : 0
            seen = now
        }
    }

    /// Writes what waits, and what is queued meanwhile.
    private func write() {
        var isBroken = false
        while true {
            let lines: [[UInt8]] = state.withLock { state in
                // Where nothing can be written, the note would be a dropped line in turn.
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
    /// - Returns: false when some could not be written.
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

    /// Writes all of a piece, waiting where need be.
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
                // Others may have made the pipe or terminal that is shared with them one that does not wait.
                var entry = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
