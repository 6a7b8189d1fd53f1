import Dispatch
import Locking
import Platform

/// A line on a terminal that says what takes long, and how much of it is done.
///
/// It is shown from the first second on. Where standard error is no terminal, such as in a log or a pipe, there is no line and no
/// work for it.
enum StatusLine {
    /// What is being done.
    struct Work {
        /// A few words.
        let text: String
        /// How much is done, from 0 to 100; nil if that is not known: the line then has the seconds since the beginning.
        let percent: Int?
    }

    /// The interval of updates, in milliseconds, and how many pass in a second.
    private static let (interval, intervalsInSecond) = (250, 4)

    private struct State {
        var isDone = false
        var shown = ""
    }

    /// Shows the line until `body` ends.
    ///
    /// - Parameters:
    ///   - work: what is being done now; must not wait. Nil to leave the line as it is.
    ///   - body: the work.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    static func during<Result, Failure: Error>(
        _ work: @escaping @Sendable () -> Work?, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard isatty(STDERR_FILENO) == 1 else { return try body() }
        let state = Lock(State())
        DispatchQueue.global().async { watch(work, state) }
        defer { end(state) }
        return try body()
    }

    private static func watch(_ work: () -> Work?, _ state: Lock<State>) {
        var intervals = 0
        var isWorking = true
        while isWorking {
            poll(nil, 0, Int32(interval))
            intervals += 1
            let seconds = intervals / intervalsInSecond
            isWorking = state.withLock { state in
                guard !state.isDone, seconds > 0, let work = work() else { return !state.isDone }
                let done = work.percent.map { "\($0)%" } ?? "\(seconds) s"
                let line = TerminalText.escaped("\(work.text) \(done)")
                if line != state.shown { LogOutput.standardError.show(line) }
                state.shown = line
                return true
            }
        }
    }

    private static func end(_ state: Lock<State>) {
        let isShown = state.withLock { state in
            state.isDone = true
            return !state.shown.isEmpty
        }
        guard isShown else { return }
        LogOutput.standardError.show("")
        LogOutput.standardError.flush()
    }
}
