internal import Platform

/// The file in a data directory that records which seeds were applied to it.
///
/// The module that reads seeds knows its format.
public struct AppliedSeedsFile: Sendable {
    /// The name of the file in the data directory.
    static let name = "applied-seeds.json"
    /// The name while it is being written.
    static let unfinishedName = "applied-seeds.json.unfinished"

    /// The file's path.
    public let path: String

    /// The file of a data directory; it need not exist.
    public init(in directory: String) {
        path = "\(directory)/\(Self.name)"
    }

    /// Whether it is a regular file; anything else is refused later in the start.
    public var exists: Bool {
        FileSystem.exists(path) && (try? FileKind.file.require(at: path)) != nil
    }

    /// Replaces the file; if that fails, the old one is kept.
    ///
    /// - Parameter text: the new contents.
    public func replace(with text: [UInt8]) {
        let unfinished = "\(path).unfinished"
        unlink(unfinished)
        guard let descriptor = try? FileSystem.newFile(unfinished) else { return }
        let written = Platform.write(descriptor, text, text.count)
        guard close(descriptor) == 0, written == text.count, rename(unfinished, path) == 0 else {
            unlink(unfinished)
            return
        }
    }
}
