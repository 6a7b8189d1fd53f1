internal import Contract
internal import Locking
internal import Logging

/// Reports fields that are accepted and mean nothing here, each once, where the service says nothing.
final class UnknownFieldsReport: Sendable {
    /// How many characters of a field's name a line shows.
    private static let shownNameLength = 100
    /// How many fields are reported: a caller that sends new names without end must neither fill the memory nor the log.
    private static let mostFields = 1_000

    private struct State {
        var reported: Set<String> = []
        var hasEnded = false
    }

    /// What became of a name.
    private enum Outcome { case new, known, firstTooMany }

    private let logger: Logger
    private let state = Lock(State())

    /// Nothing reported yet.
    init(logger: Logger) {
        self.logger = logger
    }

    /// Reports names, unless they have been.
    ///
    /// - Parameters:
    ///   - names: the names that a request had.
    ///   - declaration: the operation that does not know them.
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
