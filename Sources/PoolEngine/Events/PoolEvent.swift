/// A change of a user pool, with the name that the service uses for webhooks (webhooks.md).
///
/// An event has only the ids of what changed; the delivery to a webhook looks up the rest.
public struct PoolEvent: Sendable, Equatable {
    /// A kind of change; each domain declares its own in an extension.
    public struct Name: Sendable, Hashable {
        /// The name in the service's list, such as `group:created`.
        public let text: String

        public init(_ text: String) {
            self.text = text
        }
    }

    /// The kind of change.
    public let name: Name
    /// The id or code of what changed, as defined by its domain.
    public let subject: String
    /// For memberships, the ids of the users who joined or left.
    public let members: [String]

    public init(_ name: Name, _ subject: String, members: [String] = []) {
        self.name = name
        self.subject = subject
        self.members = members
    }
}
