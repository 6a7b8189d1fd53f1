import ArgumentParser

/// Options of `serve`: which web pages and host names it accepts.
struct WebOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Origin whose web pages may call the API, such as http://localhost:3000, or * for all; repeatable.",
            valueName: "origin"))
    var cors: [WebOrigin] = []

    @Option(
        help: ArgumentHelp(
            "Name to accept in the Host header besides local ones, or * for all; repeatable.",
            valueName: "name"))
    var allowedHost: [HostName] = []
}
