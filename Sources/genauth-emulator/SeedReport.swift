import Directory
import Dispatch
import Locking
import Logging
import Platform

/// Tells people who wait for a long seed how far it is: a line of the log now and then, and a status line on a terminal.
final class SeedReport: Sendable {
    /// How often a terminal is told, in milliseconds.
    private static let interval = 250
    /// The first line of the log comes after so many intervals, the others after so many more.
    private static let (firstLine, furtherLines) = (8, 20)

    private let progress = SeedProgress()
    private let logger: Logger?
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let isDone = Lock(false)

    /// Prepares a report.
    ///
    /// - Parameter logger: where to, besides the terminal.
    init(to logger: Logger?) {
        self.logger = logger
    }

    /// Reports while `body` works.
    ///
    /// - Parameters:
    ///   - seeds: the seeds that are applied; without any there is nothing to report.
    ///   - body: notes what it does in the progress.
    /// - Returns: what `body` returns.
    func during<Result>(seeds: [String], _ body: (SeedProgress) throws -> Result) rethrows -> Result {
        guard !seeds.isEmpty else { return try body(progress) }
        DispatchQueue.global().async { self.watch() }
        defer { end() }
        return try body(progress)
    }

    private func watch() {
        var intervals = 0
        var isWorking = true
        while isWorking {
            poll(nil, 0, Int32(Self.interval))
            intervals += 1
            let mayLog = intervals % Self.furtherLines == Self.firstLine
            isWorking = isDone.withLock { isDone in
                if !isDone, let moment = progress.now { tell(moment, mayLog: mayLog) }
                return !isDone
            }
        }
    }

    private func tell(_ moment: SeedProgress.Moment, mayLog: Bool) {
        let done = moment.percent.map { "\($0)%" }
        if mayLog {
            var details: Logger.Metadata = ["seed": "\(moment.seed)", "step": "\(moment.step.rawValue)"]
            if let done { details["done"] = "\(done)" }
            logger?.info("applying a seed", metadata: details)
        }
        if isTerminal {
            let name = moment.seed.split(separator: "/").last.map(String.init) ?? moment.seed
            let text = TerminalText.escaped("\(moment.step.rawValue) \(name.prefix(40))")
            LogOutput.standardError.show("\(text) \(done ?? "")")
        }
    }

    /// Ends the report and clears the status line.
    private func end() {
        isDone.withLock { isDone in
            isDone = true
            if isTerminal { LogOutput.standardError.show("") }
        }
        if isTerminal { LogOutput.standardError.flush() }
    }
}
