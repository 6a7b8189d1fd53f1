import ArgumentParser
import Directory
import HTTP
import PoolEngine
import Seeds

/// `genauth-emulator export`: writes a user pool as a seed file.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a user pool to standard output as a seed file.",
        discussion: """
            A server may be running on the data folder; with --url the server is asked in place of the folder. The seed \
            contains the secrets of the pool's access keys. Exporting a pool made from the seed writes the same seed again.
            """)

    @OptionGroup var folder: DataOptions

    @Option(
        help: ArgumentHelp("Id of the user pool; required if the folder has several pools.", valueName: "id"))
    var pool: String?

    @Option(help: ArgumentHelp("Export a pool of the running server with this URL.", valueName: "url"))
    var url: ServerURL?

    @Option(help: ArgumentHelp("Token of serve --control-token.", valueName: "token"))
    var token: Secret?

    func run() throws {
        guard let url else { return try exportFolder() }
        let client = ControlClient(url, token: token?.text ?? Variables.controlToken)
        let id = try pool ?? client.firstUserPool()
        let path = "/user-pools/\(PercentEncoding.encoded(segment: id))"
        let reply = try client.about(pool: path).call(.get, "\(path)/export")
        try StandardOutput.write(reply.body)
    }

    private func exportFolder() throws {
        let directory = folder.data.text
        let work = PoolWork()
        let texts = try StatusLine.during {
            StatusLine.Work(text: "exporting from \(directory)", percent: work.now?.percent)
        } _: {
            try work.during(.export) {
                try SeedFormat.directory.texts(ofPools: pool.map { [$0] } ?? [], in: directory, report: $0)
            }
        }
        guard texts.count == 1, let text = texts.first else {
            throw UsageError(
                "\(directory) has \(texts.count) user pools; choose one with --pool", command: "export")
        }
        try StandardOutput.write(text)
    }
}
