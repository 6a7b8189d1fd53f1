/// Why a seed cannot be used.
public enum SeedError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be read: its path and the system's reason.
    case unreadable(file: String, reason: String)
    /// The text is not JSON: the file, the line and column, and the broken rule.
    case notJSON(file: String, reason: String)
    /// A value breaks a rule: the file, where in the document (`userPools[0].groups[1].code`), and the rule.
    case invalid(file: String, path: String, reason: String)

    /// The most of a text from the file that an error shows, in Unicode scalars.
    private static let longestPart = 1_000

    public var description: String {
        let parts =
            switch self {
            case .unreadable(let file, let reason): [file, reason]
            case .notJSON(let file, let reason): [file, "not valid JSON", reason]
            case .invalid(let file, let path, let reason): [file, path, reason]
            }
        return parts.map(Self.shortened).joined(separator: ": ")
    }

    private static func shortened(_ part: String) -> String {
        let scalars = part.unicodeScalars
        guard part.utf8.count > longestPart, scalars.count > longestPart else { return part }
        return String(scalars.prefix(longestPart)) + "…"
    }
}
