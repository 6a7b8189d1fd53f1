internal import Contract
internal import Locking
internal import Logging

/// Logs each unknown request field once; the service ignores such fields silently.
final class UnknownFieldsReport: Sendable {
    /// The most characters of a field's name in a line.
    private static let shownNameLength = 100
    /// The most fields that are reported, so that a client that always sends new names fills neither the memory nor the
    /// log.
    private static let mostFields = 1_000

    private struct State {
        var reported: Set<String> = []
        var hasEnded = false
    }

    private enum Outcome { case new, known, firstTooMany }

    private let logger: Logger
    private let state = Lock(State())

    init(logger: Logger) {
        self.logger = logger
    }

    /// Reports names that have not been reported.
    ///
    /// - Parameters:
    ///   - names: the unknown names of a request.
    ///   - declaration: the operation.
    func report(_ names: [String], of declaration: OperationDeclaration) {
        for written in names {
            let name = String(written.unicodeScalars.prefix(Self.shownNameLength))
            switch note("\(declaration.path) \(name)") {
            case .known: break
            case .new:
                logger.notice(
                    "ignored an unknown request field",
                    metadata: ["path": "\(declaration.path)", "field": "\(name)"])
            case .firstTooMany:
                logger.notice(
                    "ignored unknown request fields are not reported any more",
                    metadata: ["reported": "\(Self.mostFields)"])
            }
        }
    }

    private func note(_ field: String) -> Outcome {
        state.withLock { state in
            guard !state.reported.contains(field) else { return .known }
            guard state.reported.count < Self.mostFields else {
                defer { state.hasEnded = true }
                return state.hasEnded ? .known : .firstTooMany
            }
            state.reported.insert(field)
            return .new
        }
    }
}
