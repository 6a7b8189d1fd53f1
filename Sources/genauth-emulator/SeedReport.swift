import Dispatch
import Locking
import Logging
import Platform
import Seeds

/// Reports the progress of a long seed: a log line every few seconds, and a status line on a terminal.
final class SeedReport: Sendable {
    /// The seconds before the first log line, and between further lines.
    private static let (firstLine, furtherLines) = (2, 5)

    private let progress = SeedProgress()
    private let isDone = Lock(false)

    /// Reports while `body` works.
    ///
    /// - Parameters:
    ///   - seeds: the seeds that are applied; without any there is no report.
    ///   - logger: the log, in addition to the terminal.
    ///   - body: records its progress.
    /// - Returns: what `body` returns.
    static func during<Result>(
        seeds: [String], to logger: Logger? = nil, _ body: (SeedProgress) throws -> Result
    ) rethrows -> Result {
        let report = SeedReport()
        guard !seeds.isEmpty else { return try body(report.progress) }
        if let logger { DispatchQueue.global().async { report.log(to: logger) } }
        defer { report.isDone.withLock { $0 = true } }
        return try StatusLine.during {
            report.progress.now.map { moment in
                let name = moment.seed.split(separator: "/").last.map(String.init) ?? moment.seed
                return StatusLine.Work(
                    text: "\(moment.step.rawValue) \(name.prefix(40))", percent: moment.percent)
            }
        } _: {
            try body(report.progress)
        }
    }

    private func log(to logger: Logger) {
        var seconds = 0
        var isWorking = true
        while isWorking {
            poll(nil, 0, 1_000)
            seconds += 1
            isWorking = isDone.withLock { isDone in
                if !isDone, seconds % Self.furtherLines == Self.firstLine, let moment = progress.now {
                    var details: Logger.Metadata = [
                        "seed": "\(moment.seed)", "step": "\(moment.step.rawValue)",
                    ]
                    if let percent = moment.percent { details["done"] = "\(percent)%" }
                    logger.info("applying a seed", metadata: details)
                }
                return !isDone
            }
        }
    }
}
