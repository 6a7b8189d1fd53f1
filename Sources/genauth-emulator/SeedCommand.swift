import ArgumentParser
import Directory
import PoolEngine

/// `genauth-emulator seed`: works on seed files.
struct SeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Work on seed files.", subcommands: [Check.self])

    /// `genauth-emulator seed check`: tells whether a server would take a seed.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell whether seed files are valid, and where not.",
            discussion: "Exit code 0 when they are, 65 when a rule is broken, 66 when a file cannot be read.")

        @Argument(help: "Seed files; they are checked as if given to one server.")
        var files: [String]

        func run() throws {
            let (pools, summaries) = try Failure.reported {
                try SeedReport(to: nil).during(seeds: files) { progress in
                    let pools = try files.flatMap { try SeedFile.read($0, progress: progress) }
                    return (pools, try PoolBuilder.check(pools, environment: .system()))
                }
            }
            for (pool, summary) in zip(pools, summaries) {
                print(TerminalText.escaped("\(pool.id): \(summary.text)"))
            }
        }
    }
}
