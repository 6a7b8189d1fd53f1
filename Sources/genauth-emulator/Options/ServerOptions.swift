import ArgumentParser
import HTTPServer

/// Options of `serve`: where it listens and where its state is.
struct ServerOptions: ParsableArguments {
    /// The port of the public quick start.
    static let defaultPort: UInt16 = 8930

    @Option(help: "TCP port; 0 chooses a free port.")
    var port = defaultPort

    @Option(help: ArgumentHelp("IP address, or localhost for 127.0.0.1 and ::1.", valueName: "address"))
    var host = Configuration().host

    @Option(
        help: ArgumentHelp(
            "Further address, as 10.0.0.2:80 or unix:/run/genauth.sock; repeatable.", valueName: "address"))
    var listen: [ListenAddress] = []

    @OptionGroup var folder: DataOptions

    @Flag(help: "Keep the state in memory only.")
    var inMemory = false

    @OptionGroup var seeds: SeedOptions

    @Flag(help: "Replace existing user pools by those of the seeds.")
    var reseed = false
}

/// The option of every command that reads the data folder.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the state.", valueName: "folder"), completion: .directory)
    var data = Path(text: "./genauth-data")
}

/// The options of every command that makes user pools from seeds.
struct SeedOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Seed with user pools to create: a file, a folder of them, or - for standard input; repeatable.",
            valueName: "file"),
        completion: .file())
    var seed: [Path] = []

    @Option(help: ArgumentHelp("A seed itself, where there are no files.", valueName: "json"))
    var seedJson: SeedText?
}
