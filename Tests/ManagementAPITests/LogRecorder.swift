import Locking
import Logging

/// Keeps what is logged.
final class LogRecorder: Sendable {
    private let lines = Lock<[(level: Logger.Level, text: String)]>([])

    /// The events so far: the message, then the details as `name=value`, sorted.
    var recorded: [String] { lines.withLock { $0.map(\.text) } }

    /// The same events with their levels.
    var events: [(level: Logger.Level, text: String)] { lines.withLock { $0 } }

    /// The refusals among the events.
    var refusals: [(level: Logger.Level, text: String)] {
        events.filter { $0.text.hasPrefix("refused a request ") }
    }

    /// A logger that writes here, whatever the level.
    var logger: Logger {
        Logger(label: "test") { _ in Handler(recorder: self) }
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        init(recorder: LogRecorder) { self.recorder = recorder }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let details = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
            let line = ([event.message.description] + details).joined(separator: " ")
            recorder.lines.withLock { $0.append((event.level, line)) }
        }
    }
}
