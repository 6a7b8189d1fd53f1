import ArgumentParser

/// Where a server on this machine is, as far as options, the ready file and the variables of `serve` say.
enum ServerPlace {
    /// The addresses to ask.
    case address(HealthProbe)
    /// There is a path of a ready file, but no such file yet.
    case noReadyFile(String)

    /// Finds the server: by an address that is given, by the ready file, or by the variables and defaults of `serve`.
    ///
    /// - Throws: `UsageError` if a variable cannot be read.
    static func find(host: String? = nil, port: UInt16? = nil, readyFile: Path?) throws -> ServerPlace {
        let serve = try GenAuthEmulator.command(["serve"]) as? ServeCommand
        if host == nil, port == nil, let path = (readyFile ?? serve?.log.readyFile)?.text {
            if let note = ReadyNote(at: path) {
                return .address(HealthProbe(host: note.host, port: note.port))
            }
            // A FIFO or a terminal cannot be read again.
            if !ReadyFile.isSpecial(path) { return .noReadyFile(path) }
        }
        return .address(
            HealthProbe(
                host: host ?? serve?.server.host ?? "localhost",
                port: port ?? serve?.server.port ?? ServerOptions.defaultPort))
    }
}
