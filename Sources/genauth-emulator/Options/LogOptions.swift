import ArgumentParser

/// Options of `serve`: what it writes besides responses.
struct LogOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Lowest level to log.", valueName: "level"))
    var logLevel = LogLevel.info

    @Option(help: ArgumentHelp("Format of the log.", valueName: "format"))
    var logFormat = LogFormat.text

    @Option(
        help: ArgumentHelp("File with the URL, written once the server listens.", valueName: "file"),
        completion: .file())
    var readyFile: Path?

    @Flag(help: "Stop when the process that has started the server ends.")
    var exitWithParent = false
}

extension LogLevel: WordOption {}
extension LogFormat: WordOption {}
