import ArgumentParser
import Dispatch
import Locking
import Platform

/// `genauth-emulator wait`: waits until a server is ready.
struct WaitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a server is ready.",
        discussion: """
            Without --url and --ready-file, the server is found as by health. Exit code 0 once the server is ready, 69 if it \
            is not ready in time.
            """)

    /// The pause between two questions, in milliseconds.
    private static let interval: Int32 = 20

    @Option(
        help: ArgumentHelp(
            "URL of the server, with a name that can be looked up or an IP address.", valueName: "url"))
    var url: WaitingURL?

    @Option(
        help: ArgumentHelp("Ready file of the server, which may not exist yet.", valueName: "file"),
        completion: .file())
    var readyFile: Path?

    @Option(help: ArgumentHelp("The longest time to wait.", valueName: "seconds"))
    var timeout = Timeout(milliseconds: 30_000)

    func validate() throws {
        if url != nil, readyFile != nil {
            throw ValidationError("--url and --ready-file cannot be given together")
        }
    }

    func run() throws {
        let timeout = timeout
        let last = Lock((place: "", reason: "no answer"))
        // Ends a connection attempt or a lookup of a name that takes too long, too.
        DispatchQueue.global().async {
            poll(nil, 0, Int32(timeout.milliseconds))
            let (place, reason) = last.withLock { $0 }
            Failure.write("no healthy server on \(place) within \(timeout) s: \(reason)")
            _exit(ExitStatus.unavailable.rawValue)
        }
        while true {
            let (place, reason) = try question()
            guard let reason else { return }
            last.withLock { $0 = (place, reason) }
            poll(nil, 0, Self.interval)
        }
    }

    /// Asks once; the reason is nil if the server is ready.
    private func question() throws -> (place: String, reason: String?) {
        if let url { return (url.text, url.failure()) }
        switch try ServerPlace.find(readyFile: readyFile) {
        case .noReadyFile(let path): return (path, "no ready file")
        case .address(let probe): return (probe.description, probe.failure())
        }
    }
}
