import Directory
import JSON
import Logging
import PoolEngine

/// The format of the log.
enum LogFormat: String, CaseIterable {
    /// A line of time, level, message and details.
    case text
    /// A JSON object per line.
    case json

    /// A line of the log, with its line feed.
    ///
    /// It is always one line, without control characters.
    func line(_ level: Logger.Level, _ message: String, _ details: Logger.Metadata) -> String {
        let details = details.sorted { $0.key < $1.key }
        let time = SystemClock().now.iso8601
        switch self {
        case .text:
            let tail = details.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
            return "\(time) \("\(level)".uppercased()) \(Self.onOneLine(message))\(tail)\n"
        case .json:
            var writer = Writer()
            writer.beginObject()
            writer.member("time", time)
            writer.member("level", "\(level)")
            writer.member("message", message)
            for (key, value) in details {
                writer.name(key)
                writer.string("\(value)")
            }
            writer.endObject()
            return TerminalText.escaped(String(decoding: writer.finish(), as: UTF8.self)) + "\n"
        }
    }

    /// A detail unchanged, or as a JSON string if it could be read as more than one detail.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3d && $0 != 0x7f }
        return isPlain && !value.isEmpty ? onOneLine(value) : jsonString(value)
    }

    /// A text unchanged, or as a JSON string if it has control characters.
    private static func onOneLine(_ text: String) -> String {
        TerminalText.escaped(text) == text ? text : jsonString(text)
    }

    private static func jsonString(_ text: String) -> String {
        var writer = Writer()
        writer.string(text)
        return TerminalText.escaped(String(decoding: writer.finish(), as: UTF8.self))
    }
}
