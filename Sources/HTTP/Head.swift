/// The head of the current message, as far as it has been parsed.
struct Head: Sendable {
    /// The method; nil also for an unknown method.
    var method: Method?
    /// The version as which the request is served.
    var version = Version.http11
    /// The request target as received.
    var target = 0..<0
    /// Within the target; empty for an absolute target without a path.
    var path = 0..<0
    /// After the first `?` of the target; nil without one.
    var query: Range<Int>?
    /// Whether the query has bytes over 0x7F that are not percent-encoded.
    var queryIsUnencoded = false
    /// The authority: that of an absolute target, otherwise that of the Host field.
    var host = 0..<0
    /// Whether the target is absolute, so that the Host field is ignored.
    var hasAuthority = false

    // The fields that determine how the message is read, as indices of the field table.
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
    /// Whether Host is repeated.
    ///
    /// Repeated fields are refused later, in the order of the rules.
    var repeatsHost = false
    /// Whether Content-Length is repeated.
    var repeatsContentLength = false
    /// Whether Transfer-Encoding is repeated.
    var repeatsTransferEncoding = false
    /// Whether another field that must not be repeated is.
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

    /// Whether the connection stays open after the response (RFC 9112 section 9.3).
    var keepsConnection: Bool {
        if asksClose { return false }
        return version == .http11 || asksKeepAlive
    }
}
