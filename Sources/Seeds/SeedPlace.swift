/// A place in a seed file.
public struct SeedPlace: Sendable, Equatable {
    /// The file's path as the caller wrote it.
    let file: String
    /// The way from the top of the document, `userPools[0].users`.
    let path: String

    /// Names a place.
    public init(file: String, path: String) {
        self.file = file
        self.path = path
    }

    /// The place of a member of the object here.
    public func member(_ name: String) -> SeedPlace {
        SeedPlace(file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }

    /// The place of an element of the array here.
    public func element(_ index: Int) -> SeedPlace {
        SeedPlace(file: file, path: "\(path)[\(index)]")
    }

    /// The error that something is wrong here.
    public func error(_ reason: String) -> SeedError {
        .invalid(file: file, path: path.isEmpty ? "(top)" : path, reason: reason)
    }
}
