internal import Bytes
internal import HTTP

/// An operation that is known to exist, emulated or not.
struct KnownOperation: Hashable, Sendable {
    /// The method in capitals, or `ANY`.
    let method: String
    /// The whole path; a segment in braces (`{id}`) is any one segment, and `**` at the end is any rest.
    let path: String
    /// Where it is known from.
    let source: Source
    /// The topic that it belongs to, such as `groups`: lower case, words joined with hyphens.
    let domain: String

    /// Where operations are known from (contract/README.md).
    enum Source: String, CaseIterable, Sendable {
        /// The description of the management API of November 2023.
        case description
        /// The description of the authentication API of November 2023.
        case authentication
        /// Newer SDKs.
        case sdk
        /// A list of live operations of 2026; only their paths are certain.
        case live
        /// Mini programs, login components and agents of the vendor; only their paths are certain.
        case client
        /// Another interface, such as OAuth 2.0, CAS or GraphQL; only their paths are certain.
        case entry

        /// Whether a path has no other methods than those that are known.
        var namesEveryMethod: Bool {
            switch self {
            case .description, .authentication, .sdk: true
            case .live, .client, .entry: false
            }
        }

        /// Whether the id of an application may precede the path as a segment of its own.
        var mayFollowApplicationId: Bool {
            switch self {
            case .authentication, .sdk, .entry: true
            case .description, .live, .client: false
            }
        }
    }
}

extension KnownOperation {
    /// Reads a line of a generated table: path, method, source and domain, with one space between each.
    ///
    /// - Returns: nil when the line is not of that form.
    init?(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, let source = Source(rawValue: words[2]) else { return nil }
        self.init(method: words[1], path: words[0], source: source, domain: words[3])
    }

    /// Reads a line that is lent.
    init?(_ line: ByteView) {
        guard let text = line.string else { return nil }
        self.init(Substring(text))
    }
}
