import ArgumentParser

/// The options that say which server is called.
struct AddressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "URL of the server; if absent, the address that serve has by its variables and defaults.",
            valueName: "url"))
    var url: ServerURL?

    @Option(
        help: ArgumentHelp(
            "Token of serve --control-token; if absent, that of its variable.", valueName: "token"))
    var token: Secret?

    /// A client of the server.
    ///
    /// - Parameter showsStatus: whether a call that takes long is shown on a terminal.
    /// - Returns: the client.
    /// - Throws: `UsageError` if a variable of `serve` is needed and cannot be read.
    func client(showsStatus: Bool = true) throws -> ControlClient {
        try ControlClient(
            url ?? ServerURL.ofServe(),
            token: token?.text ?? Variables.controlToken, showsStatus: showsStatus)
    }
}

/// Options of every command that calls a running server once.
struct ClientOptions: ParsableArguments {
    @OptionGroup var address: AddressOptions

    @Flag(help: "Write the JSON of the server's reply.")
    var json = false

    /// A client of the server.
    ///
    /// - Throws: `UsageError` if a variable of `serve` is needed and cannot be read.
    func client() throws -> ControlClient { try address.client() }

    /// Writes the reply of a call: as JSON, or in a form for people.
    ///
    /// - Parameters:
    ///   - reply: the reply.
    ///   - text: makes the form for people.
    /// - Throws: `ServerCallError`, `OutputError`.
    func write(_ reply: ServerReply, text: (ServerReply) throws -> String) throws {
        guard json else { return try StandardOutput.write(Array((try text(reply) + "\n").utf8)) }
        guard !reply.body.isEmpty else { return }
        try StandardOutput.write(reply.body + [UInt8(ascii: "\n")])
    }
}

extension ServerURL {
    /// The address that `serve` has by its variables and defaults.
    ///
    /// - Throws: `UsageError` if a variable cannot be read.
    static func ofServe() throws -> ServerURL {
        let serve = try GenAuthEmulator.command(["serve"]) as? ServeCommand
        let host = serve?.server.host ?? "localhost"
        let isEverywhere = ["0.0.0.0", "::", "[::]"].contains(host)
        return ServerURL(
            host: isEverywhere ? "localhost" : host, port: serve?.server.port ?? ServerOptions.defaultPort)
    }
}
