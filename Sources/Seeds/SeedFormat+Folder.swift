internal import Platform
internal import PoolEngine

extension SeedFormat {
    private static let ending = ".json"
    /// The ending of JSON schemas, such as that of seeds, which may lie beside the seeds.
    private static let schemaEnding = ".schema.json"

    /// The seed files of a folder, in the order of their names' bytes; nil for a path that is not a folder.
    ///
    /// - Throws: `SeedError.unreadable`, also for a folder without seed files.
    static func files(ofFolder path: String) throws(SeedError) -> [String]? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        let all: [String]
        do {
            all = try FileSystem.names(in: path)
        } catch {
            throw .unreadable(file: path, reason: "\(error)")
        }
        let names = all.filter { name in
            name.hasSuffix(ending) && !name.hasSuffix(schemaEnding) && !name.hasPrefix(".")
        }
        guard !names.isEmpty else {
            throw .unreadable(file: path, reason: "no file of the folder ends in \(ending)")
        }
        let folder = path.hasSuffix("/") ? path : path + "/"
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { folder + $0 }
    }
}
