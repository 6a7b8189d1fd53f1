import ArgumentParser

/// Options of `exec` that have another meaning or default than those of `serve`.
struct ExecOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Seed file with user pools to create; repeatable.", valueName: "file"),
        completion: .file())
    var seed: [Path] = []

    @Option(help: ArgumentHelp("Lowest level to log.", valueName: "level"))
    var logLevel = LogLevel.warning

    @Option(help: ArgumentHelp("Format of the log.", valueName: "format"))
    var logFormat = LogFormat.text
}
