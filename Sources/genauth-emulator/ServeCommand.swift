import ArgumentParser
import Logging
import Platform

/// `genauth-emulator serve`: runs the server until a signal stops it.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        // When this command is read alone (`GenAuthEmulator.parse`), the package then looks for no request of a completion
        // script. The whole program is read again for that.
        _superCommandName: "genauth-emulator",
        abstract: "Serve the management API.",
        discussion: """
            SIGINT and SIGTERM stop the server after the running requests; a second signal stops it at once. Each \
            option has an environment variable, such as GENAUTH_EMULATOR_TOKEN_LIFETIME. The command line has precedence.
            """)

    @OptionGroup(title: "Server and state") var server: ServerOptions
    @OptionGroup(title: "API") var api: APIOptions
    @OptionGroup(title: "Web pages and host names") var web: WebOptions
    @OptionGroup(title: "Control API") var control: ControlOptions
    @OptionGroup(title: "Log and scripts") var log: LogOptions
    @OptionGroup(title: "Durability and limits") var limits: LimitOptions

    func run() throws {
        try begin()
    }

    /// Runs the server until it is stopped.
    ///
    /// - Parameters:
    ///   - owner: the process whose end stops the server; nil for what the options say.
    ///   - whenReady: called once the server listens.
    /// - Throws: what prevents the server from starting.
    func begin(
        owner: Int32? = nil, whenReady: @escaping @Sendable (ReadyNote) -> Void = { _ in }
    ) throws -> Never {
        // The state of an earlier run would have ids that this one gives again.
        guard control.deterministic == nil || server.inMemory else {
            throw UsageError("--deterministic needs --in-memory", command: "serve")
        }
        StopSignals.block()
        let settings = ServeSettings(self, owner: owner)
        // A closed connection or log pipe is an error of the call instead of a signal.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow (setrlimit(2), RLIMIT_FSIZE) is an error of write(2).
        signal(SIGXFSZ, SIG_IGN)
        CrashFlush.install()
        LogOutput.standardError.use(settings.logFormat)
        LoggingSystem.bootstrap { _ in LineLogHandler(format: settings.logFormat, level: settings.logLevel) }
        let logger = Logger(label: "genauth-emulator")
        Variables.reportIgnored(by: self, to: logger)
        if settings.logLevel <= .debug {
            for setting in Setting.all(of: self) {
                guard let text = setting.text else { continue }
                logger.debug("setting", metadata: ["name": "\(setting.name)", "value": "\(text)"])
            }
        }
        try ServerProcess(settings, logger: logger, whenReady: whenReady).begin()
    }
}
