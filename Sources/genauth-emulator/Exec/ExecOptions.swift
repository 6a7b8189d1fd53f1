import ArgumentParser

/// Options of `exec` that have another meaning or default than those of `serve`.
struct ExecOptions: ParsableArguments {
    @OptionGroup var seeds: SeedOptions

    @Option(help: ArgumentHelp("Lowest level to log.", valueName: "level"))
    var logLevel = LogLevel.warning

    @Option(help: ArgumentHelp("Format of the log.", valueName: "format"))
    var logFormat = LogFormat.text
}
