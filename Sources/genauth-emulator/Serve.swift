import ArgumentParser
import Directory
import Glibc
import Logging

/// `genauth-emulator serve`: runs the server until it is told to stop.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the V3 management API. (default)",
        discussion: """
            SIGINT and SIGTERM end it after the requests in work, within 10 seconds; sent again, they end it \
            at once.
            """)

    @OptionGroup var options: ServeOptions

    func run() throws {
        let settings = try ServeSettings(options)
        LoggingSystem.bootstrap { _ in LineLogHandler(format: settings.logFormat, level: settings.logLevel) }
        let logger = Logger(label: "genauth-emulator")
        // A client that is gone shows as an error of send(2), not as a signal.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow (setrlimit(2), RLIMIT_FSIZE) shows as an error of write(2).
        signal(SIGXFSZ, SIG_IGN)

        for limit in settings.limits.all {
            logger.debug("limit", metadata: ["name": "\(limit.name)", "value": "\(limit.value)"])
        }

        let readyFile = settings.readyFile.map { ReadyFile(path: $0) }
        readyFile?.remove()
        let emulator = try Failure.reported { try Emulator(settings, logger: logger) }
        // Until here, while a seed is applied, a signal ends the process at once; from here on it waits.
        let stopSignals = blockStopSignals()
        let address = try Failure.reported { try emulator.start() }
        try Failure.reported { try readyFile?.write(address) }
        logger.info(
            "ready", metadata: ["url": "http://\(address)", "userPools": "\(emulator.userPoolNames)"])

        let received = nextSignal(of: stopSignals)
        logger.info("stopping", metadata: ["signal": "\(received == SIGINT ? "SIGINT" : "SIGTERM")"])
        emulator.stop { Glibc.exit(EXIT_SUCCESS) }
        waitForExit(unlessAgain: stopSignals)
    }

    /// Blocks the signals that end the server, so that one sent at any time waits for `nextSignal(of:)`.
    ///
    /// The threads of Dispatch block all signals by themselves.
    private func blockStopSignals() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        return signals
    }

    /// Waits for one of the blocked `signals`.
    private func nextSignal(of signals: sigset_t) -> Int32 {
        var signals = signals
        var number: Int32 = 0
        while sigwait(&signals, &number) != 0 {}
        return number
    }

    /// Waits while the stop is in work; one of `signals` sent again ends the process at once.
    ///
    /// Nothing acknowledged is lost by that: what was acknowledged is committed.
    private func waitForExit(unlessAgain signals: sigset_t) -> Never {
        var signals = signals
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        while true { _ = pause() }
    }
}
