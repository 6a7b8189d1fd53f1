internal import ArgumentParser
public import PoolEngine

/// Options of `serve`: what test suites use besides the emulated API.
struct ControlOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "on-demand lets an unknown access key with the first pool's secret make a pool.",
            valueName: "mode"))
    var userPools = UserPoolsMode.seeded

    @Option(
        help: ArgumentHelp("Time without a request until a pool on demand is removed.", valueName: "s"))
    var poolIdle = Timeout(milliseconds: 1_800_000)

    @Option(help: ArgumentHelp("Requests that each pool's journal keeps; 0 for none.", valueName: "n"))
    var journalSize = Count(value: 1_000)

    @Option(
        help: ArgumentHelp(
            "Token that calls to /_emulator/ must send, except the health check.", valueName: "token"))
    var controlToken: Secret?

    @Option(
        help: ArgumentHelp("Text that ids, tokens, secrets follow from; with --in-memory.", valueName: "seed")
    )
    var deterministic: String?

    @Option(
        help: ArgumentHelp("RFC 3339 time at which clocks are frozen at first.", valueName: "time"))
    var freezeClock: Moment?

    @Flag(help: "Let webhooks have addresses that are neither loopback nor private.")
    var webhooksAnywhere = false

    @Flag(help: "Refuse fields that no operation reads.")
    var strictInput = false

    @Option(
        help: ArgumentHelp("Requests of an access key, as 100/s; more get 429.", valueName: "rate"))
    var rateLimit: Rate?
}

extension UserPoolsMode: WordOption {}
