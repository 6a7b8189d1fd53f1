/// The secret of a webhook, which each delivery sends as it is; a text that a header field can have.
public struct WebhookSecret: Sendable, Equatable {
    private static let longest = 512

    /// The secret.
    public let text: String

    /// Accepts 1 to 512 visible ASCII characters.
    ///
    /// - Throws: `WebhookError`.
    public init(_ text: String) throws(WebhookError) {
        guard (1...Self.longest).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else {
            throw WebhookError(
                property: "secret",
                reason: "must be 1 to \(Self.longest) visible ASCII characters, because a header field has it"
            )
        }
        self.text = text
    }
}
