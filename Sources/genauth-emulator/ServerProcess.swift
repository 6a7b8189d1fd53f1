import Dispatch
import HTTPServer
import Locking
import Logging
import Platform

/// The life of a serving process, from its start to its end by a signal.
final class ServerProcess: Sendable {
    private enum Phase {
        case starting
        case serving(Emulator, ReadyNote)
        case stopping(ReadyNote?)
    }

    /// The time for closing the files after the stop timeout, in milliseconds.
    private static let closing = 500

    private let settings: ServeSettings
    private let readyFile: ReadyFile?
    private let logger: Logger
    private let whenReady: @Sendable (ReadyNote) -> Void
    private let phase = Lock(Phase.starting)

    /// Prepares the start.
    ///
    /// - Parameters:
    ///   - settings: the settings of `serve`.
    ///   - logger: the log.
    ///   - whenReady: called once the server listens.
    init(
        _ settings: ServeSettings, logger: Logger,
        whenReady: @escaping @Sendable (ReadyNote) -> Void = { _ in }
    ) {
        self.settings = settings
        self.logger = logger
        self.whenReady = whenReady
        readyFile = settings.readyFile.map { ReadyFile(path: $0, data: settings.directory) }
    }

    /// Starts, and serves until a signal or the end of its owner ends the process.
    ///
    /// - Throws: what prevents the server from starting; then no resources are left.
    func begin() throws -> Never {
        StopSignals.forEach { self.stop(.signal($0)) }
        if let owner = settings.owner { stop(atEndOf: owner) }
        try readyFile?.requireFree()
        readyFile?.removeStale()
        let emulator = try SeedReport.during(seeds: settings.seeds, to: logger) { progress in
            try Emulator(settings, progress: progress, logger: logger)
        }
        let note = ReadyNote(try emulator.start())
        let mayWait = readyFile?.isSpecial ?? false
        let mayServe = try phase.withLock { phase in
            // An earlier signal is ending the process.
            guard case .starting = phase else { return false }
            if !mayWait { try readyFile?.write(note) }
            phase = .serving(emulator, note)
            logger.info("ready", metadata: details(of: emulator, note))
            return true
        }
        if mayServe { whenReady(note) }
        if mayServe, mayWait { try readyFile?.write(note) }
        while true { pause() }
    }

    private func details(of emulator: Emulator, _ note: ReadyNote) -> Logger.Metadata {
        var details: Logger.Metadata = ["url": "\(note.url)", "userPools": "\(emulator.userPoolNames)"]
        let further = settings.server.further.map(\.description)
        if !further.isEmpty { details["listen"] = "\(further.joined(separator: " "))" }
        return details
    }

    /// Stops when another process has ended.
    private func stop(atEndOf owner: Int32) {
        let end = ProcessEnd(of: owner)
        // A thread of its own, which only waits.
        DispatchQueue(label: "owner").async {
            end.wait()
            self.stop(.ownerEnded)
        }
    }

    /// Begins a graceful stop.
    ///
    /// During the start, and on a second signal, ends the process at once.
    private func stop(_ reason: StopReason) {
        let phase = phase.withLock { phase in
            defer {
                switch phase {
                case .starting: phase = .stopping(nil)
                case .serving(_, let note): phase = .stopping(note)
                case .stopping: break
                }
            }
            return phase
        }
        switch phase {
        case .starting:
            // The pools of an unfinished seed are in temporary files, which the next start removes.
            logger.info("stopped before the server was ready", metadata: reason.details)
            StopSignals.end(by: reason.signal)
        case .serving(let emulator, let note):
            logger.info("stopping", metadata: reason.details)
            endInTime(note)
            emulator.stop {
                self.readyFile?.remove(note)
                LogOutput.standardError.flush()
                Platform.exit(EXIT_SUCCESS)
            }
        case .stopping(let note):
            if let note { readyFile?.remove(note) }
            StopSignals.end(by: reason.signal)
        }
    }

    /// Ends the process if the stop takes too long.
    ///
    /// Acknowledged changes are committed and not lost.
    private func endInTime(_ note: ReadyNote) {
        DispatchQueue.global().async { [self] in
            poll(nil, 0, Int32(settings.stopTimeout + Self.closing))
            logger.warning("stop timeout reached with requests still running; acknowledged changes are kept")
            readyFile?.remove(note)
            LogOutput.standardError.flush()
            _exit(EXIT_SUCCESS)
        }
    }
}
