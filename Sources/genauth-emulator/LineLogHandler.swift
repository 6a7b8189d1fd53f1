import ArgumentParser
import Directory
import Glibc
import JSON
import Logging

/// The form of the log.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    /// A line for people: time, level, message, then the details.
    case text
    /// A JSON object a line, for machines.
    case json
}

/// The least level of what is logged.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical

    /// The level in the log's terms.
    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

/// Writes the log to standard error, a line an event, each in one call so that lines of two threads do not mix.
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
        let details = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let time = SystemClock().now.iso8601
        switch format {
        case .text:
            let tail = details.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
            let level = "\(event.level)".uppercased()
            Failure.write("\(time) \(level) \(Self.onOneLine(event.message.description))\(tail)\n")
        case .json:
            var writer = Writer()
            writer.beginObject()
            writer.member("time", time)
            writer.member("level", "\(event.level)")
            writer.member("message", event.message.description)
            for (key, value) in details {
                writer.name(key)
                writer.string("\(value)")
            }
            writer.endObject()
            Failure.write(String(decoding: writer.finish(), as: UTF8.self) + "\n")
        }
    }

    /// A detail as it is, or as a JSON string when it holds anything that could be taken for more than one detail.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3d && $0 != 0x7f }
        return isPlain && !value.isEmpty ? value : onOneLine(value, quotes: true)
    }

    /// A text with its controls escaped, so that nobody can write a line of the log.
    private static func onOneLine(_ text: String, quotes: Bool = false) -> String {
        guard quotes || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return text }
        var writer = Writer()
        writer.string(text)
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
