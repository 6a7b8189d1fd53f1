/// What the parser knows of the head of the present message.
struct Head: Sendable {
    var method: Method?
    var version = Version.http11
    /// The request target as received.
    var target = 0..<0
    /// Within the target; empty for an absolute target without a path.
    var path = 0..<0
    var query: Range<Int>?
    /// The authority of an absolute target, then of the Host field where the target has none.
    var host = 0..<0
    var hasAuthority = false

    // The fields that decide how the message is read, as indices of the field table.
    var hostField: Int?
    var contentLengthField: Int?
    var transferEncodingField: Int?
    var expectField: Int?
    var contentEncodingField: Int?
    var contentTypeField: Int?
    var authorizationField: Int?
    /// The rule broken by a field that stands twice, judged in the order of decisions.
    var repeatsHost = false
    var repeatsContentLength = false
    var repeatsTransferEncoding = false
    var repeatsOther = false
    /// `close` and `keep-alive` among the connection options (RFC 9110 section 7.6.1).
    var asksClose = false
    var asksKeepAlive = false

    var contentLength = 0
    var isChunked = false
    var expectsContinue = false

    /// Whether the connection outlives the answer (RFC 9112 section 9.3).
    var keepsConnection: Bool {
        if asksClose { return false }
        return version == .http11 || asksKeepAlive
    }
}
