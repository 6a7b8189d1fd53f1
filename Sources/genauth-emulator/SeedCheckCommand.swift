import Directory
import PoolEngine

/// `genauth-emulator seed check`: validates seed files without a server.
enum SeedCheckCommand {
    static let declaration = Command(
        ["seed", "check"], operands: "FILE ...", "Validate seed files.",
        details: """
            The files are checked as if given to one server. Exit code 0 if they are valid, 65 if they are not, \
            66 if a file cannot be read.
            """, run: run)

    @Sendable private static func run(_ arguments: Arguments) throws {
        let files = arguments.operands
        let (pools, summaries) = try SeedReport(to: nil).during(seeds: files) { progress in
            let pools = try files.flatMap { try SeedFile.read($0, progress: progress) }
            return (pools, try PoolBuilder.check(pools, environment: .system()))
        }
        for (pool, summary) in zip(pools, summaries) {
            print(TerminalText.escaped("\(pool.id): \(summary.text)"))
        }
    }
}
