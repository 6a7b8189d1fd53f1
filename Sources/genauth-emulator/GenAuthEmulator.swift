import ArgumentParser
import CStartup

/// The command line of the program.
@main
struct GenAuthEmulator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "genauth-emulator",
        abstract: """
            A local emulator of the GenAuth (formerly Authing) V3 management API, with real state in SQLite.
            """,
        discussion: "Set an official SDK's host to it, and the code works offline.",
        version: Version.current,
        subcommands: [
            ServeCommand.self, ExecCommand.self, SeedCommand.self, ExportCommand.self, DescribeCommand.self,
            HealthCommand.self,
            WaitCommand.self, EnvCommand.self, SignCommand.self,
            DoctorCommand.self,
            UserPoolsCommand.self, ResetCommand.self, SnapshotCommand.self, RestoreCommand.self,
            ForkCommand.self,
            DiffCommand.self, RequestsCommand.self, EventsCommand.self, UnreadInputsCommand.self,
            CoverageCommand.self, FaultsCommand.self, ClockCommand.self, WebhooksCommand.self,
            DeliveriesCommand.self, MCPCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)

    /// Runs the program; an error is one line on standard error and an exit code.
    static func main() {
        do {
            var command = try command(arguments)
            try command.run()
        } catch {
            switch exitCode(for: error) {
            case .success: exit(withError: error)
            case .validationFailure where !(error is UsageError): Failure.end(UsageError(error))
            default:
                // A command that has written what is to be said.
                if error is ExitCode { exit(withError: error) }
                Failure.end(error)
            }
        }
    }

    /// Reads a command line, and environment variables for the options that are not on it.
    ///
    /// - Parameter arguments: the arguments after the program's name.
    /// - Returns: the command with its options.
    /// - Throws: `UsageError`, or an error of the argument parser.
    static func command(_ arguments: [String]) throws -> any ParsableCommand {
        let command = try parse(arguments)
        guard !Variables.all.isEmpty else { return command }
        var added: [(variable: String, arguments: [String])] = []
        // What follows -- belongs to the command that exec runs.
        let own = arguments.prefix { $0 != "--" }
        let rest = arguments.dropFirst(own.count)
        let name = type(of: command)._commandName
        for setting in Setting.all(of: command) where !setting.isGiven(in: Array(own)) {
            guard let text = Variables.value(setting.variable) else { continue }
            added.append((setting.variable, try setting.arguments(for: text, of: name)))
        }
        guard !added.isEmpty else { return command }
        do {
            return try parse(own + added.flatMap(\.arguments) + rest)
        } catch {
            // Each variable alone, to find the one that the error is about.
            for (variable, more) in added {
                do { _ = try parseAsRoot(own + more + rest) } catch {
                    throw UsageError(error, variable: variable)
                }
            }
            throw error
        }
    }

    /// Reads a command line, with the result of `parseAsRoot`.
    ///
    /// The package builds the options of the default subcommand again for each of its questions about the whole program.
    /// Nearly every start is of this subcommand, so the line is first read as its options alone. A line that it refuses,
    /// also one that asks for help, is read as the whole program's.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        let options = arguments.first == ServeCommand._commandName ? Array(arguments.dropFirst()) : arguments
        if options.first?.hasPrefix("-") ?? true, let command = try? ServeCommand.parse(options) {
            return command
        }
        do {
            return try parseAsRoot(arguments)
        } catch  where exitCode(for: error) == .validationFailure {
            throw unknownCommand(arguments.first) ?? error
        }
    }

    /// The error of a first word that is no command; the package takes it for an argument of `serve`.
    private static func unknownCommand(_ word: String?) -> UsageError? {
        guard let word, !word.hasPrefix("-"),
            !configuration.subcommands.contains(where: { $0._commandName == word })
        else { return nil }
        return UsageError("Unknown command '\(word)'")
    }

    /// The arguments after the program's name.
    ///
    /// Swift's own list is empty where there is no /proc.
    private static var arguments: [String] {
        let texts = UnsafeBufferPointer(start: startup_arguments(), count: Int(startup_argument_count()))
        return texts.dropFirst().map { $0.map { String(cString: $0) } ?? "" }
    }
}

/// The version of the program.
enum Version {
    /// Semantic versioning; below 1.0 the seed format and the control surface may still change.
    static let current = "0.1.0"
}
