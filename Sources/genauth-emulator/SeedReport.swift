import Directory
import Dispatch
import Locking
import Logging
import Platform
import Seeds

/// Reports the progress of a long seed: a log line every few seconds, and a status line on a terminal.
final class SeedReport: Sendable {
    /// The interval of updates on a terminal, in milliseconds.
    private static let interval = 250
    /// The intervals before the first log line, and between further lines.
    private static let (firstLine, furtherLines) = (8, 20)

    private let progress = SeedProgress()
    private let logger: Logger?
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let isDone = Lock(false)

    /// Prepares a report.
    ///
    /// - Parameter logger: the log, in addition to the terminal.
    init(to logger: Logger?) {
        self.logger = logger
    }

    /// Reports while `body` works.
    ///
    /// - Parameters:
    ///   - seeds: the seeds that are applied; without any there is no report.
    ///   - body: records its progress.
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
