import Logging

/// The lowest level that is logged.
enum LogLevel: String, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    /// The level in the log's terms.
    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

/// Writes the log to standard error, one line per event.
struct LineLogHandler: LogHandler {
    private let format: LogFormat
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    /// Makes a handler.
    init(format: LogFormat, level: Logger.Level) {
        self.format = format
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { $1 }
        LogOutput.standardError.append(format.line(event.level, event.message.description, details))
    }
}
