import ArgumentParser
import CStartup

/// The command line of the program.
@main
struct GenAuthEmulator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "genauth-emulator",
        abstract: "A local emulator of the GenAuth (Authing) V3 management API, with real state.",
        discussion: """
            Point an official SDK's host at it and the code works offline. Without a subcommand it serves.
            Every option of serve can also be set by an environment variable: --token-lifetime by \
            GENAUTH_EMULATOR_TOKEN_LIFETIME, and so on; an option on the command line wins.
            """,
        version: Version.current,
        subcommands: [
            Serve.self, SeedCommand.self, ExportCommand.self, DescribeCommand.self, HealthCommand.self,
        ],
        defaultSubcommand: Serve.self)

    /// Runs the program.
    ///
    /// A call that cannot be read is answered by one line, which tools can show as it is, instead of the
    /// usage.
    static func main() {
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            let reason = message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            Failure.write("\(reason); see genauth-emulator serve --help")
            exit(withError: ExitCode.validationFailure)
        }
    }

    /// The arguments behind the program's name.
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
