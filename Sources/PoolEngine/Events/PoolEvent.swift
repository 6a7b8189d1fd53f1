/// A change of a user pool, named as the service names it to webhooks (webhooks.md).
///
/// An event says what changed by ids; whoever delivers it to a webhook looks up the rest.
public struct PoolEvent: Sendable, Equatable {
    /// A kind of change; each domain declares its own in an extension.
    public struct Name: Sendable, Hashable {
        /// The name in the service's list, `group:created` for example.
        public let text: String

        /// Declares a kind of change.
        public init(_ text: String) {
            self.text = text
        }
    }

    /// The kind of change.
    public let name: Name
    /// The id or code of what changed, as its domain says.
    public let subject: String
    /// The ids of those who joined or left, for memberships.
    public let members: [String]

    /// Describes a change.
    public init(_ name: Name, _ subject: String, members: [String] = []) {
        self.name = name
        self.subject = subject
        self.members = members
    }
}
