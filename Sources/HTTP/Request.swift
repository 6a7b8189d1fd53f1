public import Bytes

/// One whole request, lent to a handler: every view in it is valid only during the call.
///
/// Copyable only because Swift 6.3.1, when it optimises, copies a noncopyable struct of this shape and traps.
public struct Request {
    /// The method; CONNECT and methods outside the list never reach a handler.
    public let method: Method

    /// The version the request is served as.
    public let version: Version

    /// The path as received, before any `?` and not decoded; `*` for `OPTIONS *`.
    ///
    /// Each `%` in it is followed by two hexadecimal digits. An absolute target gives its path alone.
    public private(set) var path: ByteView

    /// What the program has removed from the beginning of the path, such as `/_pools/a`; empty as a rule.
    public private(set) var pathPrefix = ByteView("")

    /// The query as received, after the first `?` and not decoded; nil without a `?`.
    ///
    /// Bytes over 0x7F in it are UTF-8.
    public let query: ByteView?

    /// The authority the request names: that of an absolute target, else the Host field.
    ///
    /// Empty only in an HTTP/1.0 request without Host (RFC 9112 section 3.2).
    public let host: ByteView

    /// The header section.
    public let headers: Headers

    /// The body after removal of the chunked coding; empty when there is none.
    public let body: ByteView

    /// The request without the beginning of its path.
    ///
    /// - Parameter length: how many bytes to remove; those after it become the path, `/` if there are none.
    /// - Returns: a view of the same bytes.
    public func removingPathPrefix(_ length: Int) -> Request {
        var request = self
        request.pathPrefix = path.view(0..<length)
        request.path = length < path.count ? path.view(length..<path.count) : ByteView("/")
        return request
    }

    /// The host without its port; an IPv6 address keeps its brackets.
    public var hostName: ByteView {
        guard let colon = host.lastIndex(of: ByteClass.colon), host.last != ByteClass.closingBracket else {
            return host
        }
        return host.view(0..<colon)
    }
}
