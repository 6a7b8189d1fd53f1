import ArgumentParser
import Logging
import Platform

/// `genauth-emulator serve`: runs the server until it is told to stop.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the V3 management API. (default)",
        discussion: """
            SIGINT and SIGTERM end it after the requests in work, within --stop-timeout; sent again, they end \
            it at once.
            """)

    @OptionGroup var options: ServeOptions

    func run() throws {
        StopSignals.block()
        let settings = try ServeSettings(options)
        // A client that is gone, or a reader of the log, shows as an error of the call, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow (setrlimit(2), RLIMIT_FSIZE) shows as an error of write(2).
        signal(SIGXFSZ, SIG_IGN)
        CrashFlush.install()
        LogOutput.standardError.use(settings.logFormat)
        LoggingSystem.bootstrap { _ in LineLogHandler(format: settings.logFormat, level: settings.logLevel) }
        let logger = Logger(label: "genauth-emulator")
        Variables.reportIgnored(options: ServeSettings.names + settings.limits.all.map(\.name), to: logger)
        for limit in settings.limits.all {
            logger.debug("limit", metadata: ["name": "\(limit.name)", "value": "\(limit.value)"])
        }

        try Failure.reported { try ServerProcess(settings, logger: logger).begin() }
    }
}
