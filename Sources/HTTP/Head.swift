/// What the parser knows of the head of the present message.
struct Head: Sendable {
    /// The method; nil also for a token that is no known one.
    var method: Method?
    /// The version the request is served as.
    var version = Version.http11
    /// The request target as received.
    var target = 0..<0
    /// Within the target; empty for an absolute target without a path.
    var path = 0..<0
    /// Behind the first `?` of the target; nil without one.
    var query: Range<Int>?
    /// Whether the query has bytes over 0x7F that are not percent-encoded.
    var queryIsUnencoded = false
    /// The authority of an absolute target, then of the Host field where the target has none.
    var host = 0..<0
    /// Whether the target is absolute, so that the Host field does not count.
    var hasAuthority = false

    // The fields that decide how the message is read, as indices of the field table.
    /// The Host field.
    var hostField: Int?
    /// The Content-Length field.
    var contentLengthField: Int?
    /// The Transfer-Encoding field.
    var transferEncodingField: Int?
    /// The Expect field.
    var expectField: Int?
    /// The Content-Encoding field.
    var contentEncodingField: Int?
    /// The Content-Type field.
    var contentTypeField: Int?
    /// The Authorization field.
    var authorizationField: Int?
    /// The rule broken by a field that stands twice, judged in the order of decisions.
    var repeatsHost = false
    /// Whether Content-Length stands twice.
    var repeatsContentLength = false
    /// Whether Transfer-Encoding stands twice.
    var repeatsTransferEncoding = false
    /// Whether another field stands twice that may stand once.
    var repeatsOther = false
    /// `close` and `keep-alive` among the connection options (RFC 9110 section 7.6.1).
    var asksClose = false
    /// Whether a Connection field has the option `keep-alive`.
    var asksKeepAlive = false

    /// The bytes of a body that is not chunked.
    var contentLength = 0
    /// Whether the body is chunked.
    var isChunked = false
    /// Whether an HTTP/1.1 client expects 100 (Continue).
    var expectsContinue = false

    /// Whether the connection outlives the answer (RFC 9112 section 9.3).
    var keepsConnection: Bool {
        if asksClose { return false }
        return version == .http11 || asksKeepAlive
    }
}
