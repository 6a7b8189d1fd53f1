import ArgumentParser
import Directory
import Dispatch
import Glibc
import Logging

/// `genauth-emulator serve`: runs the server until it is told to stop.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the V3 management API. (default)",
        discussion: "SIGINT and SIGTERM end it after the requests in work, within 10 seconds.")

    @OptionGroup var options: ServeOptions

    func run() throws {
        let settings = try ServeSettings(options)
        LoggingSystem.bootstrap { _ in LineLogHandler(format: settings.logFormat, level: settings.logLevel) }
        let logger = Logger(label: "genauth-emulator")
        // A client that is gone shows as an error of send(2), not as a signal.
        signal(SIGPIPE, SIG_IGN)

        let readyFile = settings.readyFile.map { ReadyFile(path: $0) }
        readyFile?.remove()
        let emulator = try Failure.reported { try Emulator(settings, logger: logger) }
        let address = try Failure.reported { try emulator.start() }
        // Dispatch registers a source later than it is resumed; a signal in between would be lost.
        let registered = DispatchGroup()
        let signals = [SIGINT, SIGTERM].map { stopOnSignal($0, emulator, registered, logger: logger) }
        _ = registered.wait(timeout: .now() + 1)
        try Failure.reported { try readyFile?.write(address) }
        logger.info(
            "ready", metadata: ["url": "http://\(address)", "userPools": "\(emulator.userPoolNames)"])
        withExtendedLifetime(signals) { dispatchMain() }
    }

    private func stopOnSignal(
        _ number: Int32, _ emulator: Emulator, _ registered: DispatchGroup, logger: Logger
    ) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            logger.info("stopping", metadata: ["signal": "\(number == SIGINT ? "SIGINT" : "SIGTERM")"])
            emulator.stop { Glibc.exit(EXIT_SUCCESS) }
        }
        registered.enter()
        source.setRegistrationHandler { registered.leave() }
        source.resume()
        // The optimiser ends the lifetime of what a function that never returns holds; this one lasts.
        _ = Unmanaged.passRetained(source as AnyObject)
        return source
    }
}
