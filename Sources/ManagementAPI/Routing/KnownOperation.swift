internal import Bytes
internal import HTTP

/// An operation that is known to exist, emulated or not.
struct KnownOperation: Hashable, Sendable {
    /// The method in capitals, or `ANY`.
    let method: String
    /// The full path; `{id}` matches any one segment, and `**` at the end any rest.
    let path: String
    /// The source from which it is known.
    let source: Source
    /// Its topic, such as `groups`: in lower case, with hyphens between words.
    let domain: String

    /// The sources of operations (contract/README.md).
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

        /// Whether all methods of a path are known.
        var namesEveryMethod: Bool {
            switch self {
            case .description, .authentication, .sdk: true
            case .live, .client, .entry: false
            }
        }

        /// Whether the id of an application may precede the path as a segment.
        var mayFollowApplicationId: Bool {
            switch self {
            case .authentication, .sdk, .entry: true
            case .description, .live, .client: false
            }
        }
    }
}

extension KnownOperation {
    /// Reads a line of a generated table: path, method, source and domain, separated by single spaces.
    ///
    /// - Returns: nil if the line does not have this form.
    init?(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, let source = Source(rawValue: words[2]) else { return nil }
        self.init(method: words[1], path: words[0], source: source, domain: words[3])
    }

    init?(_ line: ByteView) {
        guard let text = line.string else { return nil }
        self.init(Substring(text))
    }
}
