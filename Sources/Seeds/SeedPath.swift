/// The path of a value in a seed file, for error messages.
public struct SeedPath: Sendable, Equatable {
    /// The file's path as the caller wrote it.
    let file: String
    /// The path inside the document, such as `userPools[0].users`; empty for the whole document.
    let text: String

    public init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// The path of a member of this object.
    public func member(_ name: String) -> SeedPath {
        SeedPath(file: file, text: text.isEmpty ? name : "\(text).\(name)")
    }

    /// The path of an element of this array.
    public func element(_ index: Int) -> SeedPath {
        SeedPath(file: file, text: "\(text)[\(index)]")
    }

    /// The error that this value is invalid.
    public func error(_ reason: String) -> SeedError {
        .invalid(file: file, path: text.isEmpty ? "(top)" : text, reason: reason)
    }
}
