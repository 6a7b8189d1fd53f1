import ArgumentParser
import Directory
import Seeds

/// `genauth-emulator export`: writes a user pool as a seed file.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a user pool to standard output as a seed file.",
        discussion: """
            A server may be running on the data folder. The seed contains the secrets of the pool's access keys. \
            Exporting a pool made from the seed writes the same seed again.
            """)

    @OptionGroup var folder: DataOptions

    @Option(
        help: ArgumentHelp("Id of the user pool; required if the folder has several pools.", valueName: "id"))
    var pool: String?

    func run() throws {
        let directory = folder.data.text
        let texts = try SeedFormat.directory.texts(ofPools: pool.map { [$0] } ?? [], in: directory)
        guard texts.count == 1, let text = texts.first else {
            throw UsageError(
                "\(directory) has \(texts.count) user pools; choose one with --pool", command: "export")
        }
        try StandardOutput.write(text)
    }
}
