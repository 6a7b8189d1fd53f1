import ArgumentParser

/// Options of `serve`: what test suites use besides the emulated API.
struct ControlOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Token that calls to /_emulator/ must send, except the health check.", valueName: "token"))
    var controlToken: Secret?
}
