import Dispatch
import Locking
import Platform

/// A line on a terminal that says what takes long, and for how many seconds it has been running.
///
/// Where standard error is no terminal, such as in a log or a pipe, there is no line and no work for it.
enum StatusLine {
    /// The interval of updates, in milliseconds, and how many pass in a second.
    private static let (interval, intervalsInSecond) = (250, 4)

    private struct State {
        var isDone = false
        var isShown = false
    }

    /// Shows the line from the first second on until `body` ends.
    ///
    /// - Parameters:
    ///   - text: what is being done, a few words.
    ///   - body: the work.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    static func during<Result, Failure: Error>(
        _ text: String, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard isatty(STDERR_FILENO) == 1 else { return try body() }
        let state = Lock(State())
        DispatchQueue.global().async { watch(TerminalText.escaped(text), state) }
        defer { end(state) }
        return try body()
    }

    private static func watch(_ text: String, _ state: Lock<State>) {
        var intervals = 0
        var isWorking = true
        while isWorking {
            poll(nil, 0, Int32(interval))
            intervals += 1
            let isSecond = intervals % intervalsInSecond == 0
            isWorking = state.withLock { state in
                if !state.isDone, isSecond {
                    state.isShown = true
                    LogOutput.standardError.show("\(text) \(intervals / intervalsInSecond) s")
                }
                return !state.isDone
            }
        }
    }

    private static func end(_ state: Lock<State>) {
        let isShown = state.withLock { state in
            state.isDone = true
            return state.isShown
        }
        guard isShown else { return }
        LogOutput.standardError.show("")
        LogOutput.standardError.flush()
    }
}
