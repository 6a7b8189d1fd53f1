import ArgumentParser
import Directory
import PoolEngine
import Seeds

/// `genauth-emulator seed`: the commands for seed files.
struct SeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Validate seed files.", subcommands: [Check.self])

    func run() throws {
        throw UsageError("seed needs a subcommand: seed check", command: "seed")
    }

    /// `genauth-emulator seed check`: validates seed files without a server.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Validate seed files.",
            discussion: """
                The files are checked as if given to one server. Exit code 0 if they are valid, 65 if they are not, \
                66 if a file cannot be read.
                """)

        @Argument(
            help: ArgumentHelp("Seed files, folders of them, or - for standard input.", valueName: "file"),
            completion: .file())
        var files: [String]

        func run() throws {
            let (pools, summaries) = try SeedReport.during(seeds: files) { progress in
                let pools = try files.flatMap { try SeedFormat.directory.read($0, progress: progress) }
                return (pools, try SeedFormat.directory.check(pools, environment: .system()))
            }
            for (pool, summary) in zip(pools, summaries) {
                print(TerminalText.escaped("\(pool.id): \(summary.text)"))
            }
        }
    }
}
