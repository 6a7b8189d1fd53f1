import ArgumentParser
import Directory

/// `genauth-emulator export`: writes a user pool back as a seed.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a user pool as a seed file, to standard output.",
        discussion: """
            A server may be running on the data. The seed holds the secrets of the pool's access keys. \
            A pool made from it gives the same seed again.
            """)

    @Option(help: "Folder with the state. (default: ./genauth-data)")
    var data: String?

    @Option(help: "Id of the user pool; needed when there is more than one.")
    var pool: String?

    func run() throws {
        let directory = try ServeSettings.dataDirectory(data)
        let texts = try Failure.reported {
            try SeedExport.texts(ofPools: pool.map { [$0] } ?? [], in: directory)
        }
        guard texts.count == 1, let text = texts.first else {
            throw ValidationError("\(directory) holds \(texts.count) user pools; choose one with --pool")
        }
        try StandardOutput.write(text)
    }
}
