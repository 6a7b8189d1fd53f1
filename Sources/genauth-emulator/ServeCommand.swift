import Logging
import Platform

/// `genauth-emulator serve`: runs the server until a signal stops it.
enum ServeCommand {
    static let declaration = Command(
        ["serve"], "Serve the management API; the default command.",
        details: """
            SIGINT and SIGTERM stop the server after the running requests; a second signal stops it at once. Every \
            option can be set by an environment variable: --token-lifetime by GENAUTH_EMULATOR_TOKEN_LIFETIME, and so \
            on. The command line has precedence.
            """, groups: ServeOptions.groups, run: run)

    @Sendable private static func run(_ arguments: Arguments) throws {
        StopSignals.block()
        let settings = try ServeSettings(arguments)
        // A closed connection or log pipe is an error of the call instead of a signal.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow (setrlimit(2), RLIMIT_FSIZE) is an error of write(2).
        signal(SIGXFSZ, SIG_IGN)
        CrashFlush.install()
        LogOutput.standardError.use(settings.logFormat)
        LoggingSystem.bootstrap { _ in LineLogHandler(format: settings.logFormat, level: settings.logLevel) }
        let logger = Logger(label: "genauth-emulator")
        let options = ServeOptions.groups.flatMap(\.options)
        Variables.reportIgnored(options: options, to: logger)
        if settings.logLevel <= .debug {
            for option in options {
                guard let text = arguments.text(option) else { continue }
                logger.debug("setting", metadata: ["name": "\(option.name)", "value": "\(text)"])
            }
        }
        try ServerProcess(settings, logger: logger).begin()
    }
}
