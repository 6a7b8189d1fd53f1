import ArgumentParser
import Dispatch
import Platform

/// `genauth-emulator health`: asks a running server on this machine whether it is ready.
///
/// An image without a shell needs its health check inside the program.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask a server on this machine whether it is ready.",
        discussion: """
            Asks --host and --port if given, otherwise the address in the ready file, otherwise that of serve's \
            variables. Exit code 0 when it answers, 69 when it does not within the time.
            """)

    /// Less than the second after which Kubernetes ends a probe when nothing is said, so that the reason is still seen.
    private static let defaultTimeout = 900

    @Option(help: "Address the server listens on. (default: localhost)")
    var host: String?

    @Option(help: "TCP port the server listens on. (default: 8930)")
    var port: UInt16?

    @Option(
        name: .customLong("ready-file"),
        help: "Ready file of the server; while there is none, the server is not ready.")
    var readyFile: String?

    @Option(help: "Seconds to wait for the answer. (default: 0.9)")
    var timeout: Seconds?

    func run() throws {
        let milliseconds = timeout?.milliseconds ?? Self.defaultTimeout
        let probe = try probe()
        // One limit for everything: no call below is left waiting after it.
        DispatchQueue.global().async {
            poll(nil, 0, Int32(milliseconds))
            Self.end(probe.description, because: "no answer within \(Double(milliseconds) / 1_000) s")
        }
        if let reason = probe.failure() { Self.end(probe.description, because: reason) }
    }

    /// Where to ask.
    private func probe() throws -> HealthProbe {
        let readyFile = try Setting(name: "ready-file").value(readyFile, default: "")
        if host == nil, port == nil, !readyFile.isEmpty {
            if let note = ReadyNote(at: readyFile) { return HealthProbe(host: note.host, port: note.port) }
            // What is there and no regular file, a FIFO or a terminal, cannot be read again.
            if !ReadyFile.isSpecial(readyFile) { Self.end(readyFile, because: "no ready file") }
        }
        return HealthProbe(
            host: try Setting(name: "host").value(host, default: "localhost"),
            port: try Setting(name: "port").value(port, default: ServeSettings.defaultPort))
    }

    private static func end(_ place: String, because reason: String) -> Never {
        Failure.write("no healthy server on \(place): \(reason)")
        _exit(69)
    }
}
