import Directory

/// `genauth-emulator export`: writes a user pool as a seed file.
enum ExportCommand {
    static let declaration = Command(
        ["export"], "Write a user pool to standard output as a seed file.",
        details: """
            A server may be running on the data folder. The seed contains the secrets of the pool's access keys. \
            Exporting a pool made from the seed writes the same seed again.
            """, groups: [OptionGroup("Options", [ServeOptions.data, pool])], run: run)

    private static let pool = Option(
        "pool", "ID", hasVariable: false, "Id of the user pool; required if the folder has several pools.")

    @Sendable private static func run(_ arguments: Arguments) throws {
        let directory = try arguments.required(ServeOptions.data, as: Path.self).text
        let pool: String? = try arguments.value(pool)
        let texts = try SeedExport.texts(ofPools: pool.map { [$0] } ?? [], in: directory)
        guard texts.count == 1, let text = texts.first else {
            throw UsageError("\(directory) has \(texts.count) user pools; choose one with --pool")
        }
        try StandardOutput.write(text)
    }
}
