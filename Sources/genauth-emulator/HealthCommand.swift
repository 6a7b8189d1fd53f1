import Dispatch
import Platform

/// `genauth-emulator health`: checks whether a server on this machine is ready.
///
/// An image without a shell needs its health check inside the program.
enum HealthCommand {
    static let declaration = Command(
        ["health"], "Check whether a server on this machine is ready.",
        details: """
            Asks the address of --host and --port if one of them is given; otherwise the address in the ready file; \
            otherwise the address in the variables of serve. Exit code 0 if the server is ready, 69 if it is not.
            """, groups: [OptionGroup("Options", [host, port, readyFile, timeout])], run: run)

    private static let host = Option(
        "host", "ADDRESS", default: "localhost", "IP address of the server, or localhost.")
    private static let port = Option(
        "port", "PORT", default: "\(ServeOptions.defaultPort)", "TCP port of the server.")
    private static let readyFile = Option(
        "ready-file", "FILE", "Ready file of the server; the server is not ready while it does not exist.")
    /// Less than the second after which Kubernetes ends a probe by default, so that the reason is still printed.
    private static let timeout = Option(
        "timeout", "SECONDS", default: "0.9", hasVariable: false, "Time to wait for the reply.")

    @Sendable private static func run(_ arguments: Arguments) throws {
        let milliseconds = try arguments.required(timeout, as: Timeout.self).milliseconds
        let probe = try probe(arguments)
        // One limit for everything: no call below is left waiting after it.
        DispatchQueue.global().async {
            poll(nil, 0, Int32(milliseconds))
            Self.end(probe.description, because: "no answer within \(Double(milliseconds) / 1_000) s")
        }
        if let reason = probe.failure() { Self.end(probe.description, because: reason) }
    }

    /// Where to ask.
    private static func probe(_ arguments: Arguments) throws -> HealthProbe {
        let file: Path? = try arguments.value(readyFile)
        if let path = file?.text, !arguments.has(host), !arguments.has(port) {
            if let note = ReadyNote(at: path) { return HealthProbe(host: note.host, port: note.port) }
            // A FIFO or a terminal cannot be read again.
            if !ReadyFile.isSpecial(path) { Self.end(path, because: "no ready file") }
        }
        return HealthProbe(host: try arguments.required(host), port: try arguments.required(port))
    }

    private static func end(_ place: String, because reason: String) -> Never {
        Failure.write("no healthy server on \(place): \(reason)")
        _exit(69)
    }
}
