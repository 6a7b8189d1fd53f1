import ArgumentParser
import Dispatch
import Platform

/// `genauth-emulator health`: checks whether a server on this machine is ready.
///
/// An image without a shell needs its health check inside the program.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Check whether a server on this machine is ready.",
        discussion: """
            Asks the address of --host and --port if one of them is given; otherwise the address in the ready file; \
            otherwise the address that serve has by its variables and defaults. Exit code 0 if the server is ready, 69 if it is not.
            """)

    @Option(help: ArgumentHelp("IP address of the server, or localhost.", valueName: "address"))
    var host: String?

    @Option(help: "TCP port of the server.")
    var port: UInt16?

    @Option(
        help: ArgumentHelp(
            "Ready file of the server; the server is not ready while it does not exist.", valueName: "file"),
        completion: .file())
    var readyFile: Path?

    /// Less than the second after which Kubernetes ends a probe by default, so that the reason is still printed.
    @Option(help: ArgumentHelp("Time to wait for the reply.", valueName: "seconds"))
    var timeout = Timeout(milliseconds: 900)

    func run() throws {
        let timeout = timeout
        let probe = try probe()
        // One limit for everything: no call below is left waiting after it.
        DispatchQueue.global().async {
            poll(nil, 0, Int32(timeout.milliseconds))
            Self.end(probe.description, because: "no answer within \(timeout) s")
        }
        if let reason = probe.failure() { Self.end(probe.description, because: reason) }
    }

    /// Where to ask.
    private func probe() throws -> HealthProbe {
        switch try ServerPlace.find(host: host, port: port, readyFile: readyFile) {
        case .address(let probe): return probe
        case .noReadyFile(let path): Self.end(path, because: "no ready file")
        }
    }

    private static func end(_ place: String, because reason: String) -> Never {
        Failure.write("no healthy server on \(place): \(reason)")
        _exit(ExitStatus.unavailable.rawValue)
    }
}
