internal import ArgumentParser
internal import HTTP
internal import HTTPServer
internal import PoolEngine
public import SQLite

/// Options of `serve`: durability and limits.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What a change survives: kill -9, or loss of power.", valueName: "event"))
    var durability = Durability.process

    @Option(help: ArgumentHelp("Largest request body in bytes.", valueName: "n"))
    var maxBodyBytes = Limit(value: Configuration().limits.bodyBytes)

    @Option(help: ArgumentHelp("Open connections; more clients wait.", valueName: "n"))
    var maxConnections = Limit(value: Configuration().connections)

    @Option(help: ArgumentHelp("Requests that wait for a user pool; more get 503.", valueName: "n"))
    var maxWaitingRequests = Limit(value: Mailbox.defaultWaitingLimit)

    @Option(help: ArgumentHelp("Time between requests of a connection.", valueName: "s"))
    var idleTimeout = Timeout(milliseconds: Configuration().timeouts.idle)

    @Option(help: ArgumentHelp("Time for running requests on a stop.", valueName: "s"))
    var stopTimeout = Timeout(milliseconds: 10_000)
}

extension Durability: WordOption {}
