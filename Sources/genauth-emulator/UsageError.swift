import ArgumentParser

/// A command line or an environment variable that cannot be used.
struct UsageError: Error, CustomStringConvertible {
    /// What is wrong, and the command whose help explains more, in one line.
    let description: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - reason: what is wrong, without a full stop.
    ///   - command: the command whose help explains more; nil for the whole program.
    init(_ reason: String, command: String? = nil) {
        description = "\(reason) (see genauth-emulator \(command.map { $0 + " " } ?? "")--help)"
    }

    /// Makes an error of one that the argument parser has thrown.
    ///
    /// - Parameters:
    ///   - error: an error with the exit code `validationFailure`.
    ///   - variable: the environment variable that caused it; nil for the command line.
    init(_ error: any Error, variable: String? = nil) {
        let message = GenAuthEmulator.message(for: error)
        let reason = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // The full message ends with: See 'genauth-emulator serve --help' for more information.
        let help = GenAuthEmulator.fullMessage(for: error).split(separator: "'").dropLast().last ?? ""
        description = (variable.map { $0 + ": " } ?? "") + "\(reason) (see \(help))"
    }
}
