public import Bytes

/// A complete request, passed to a handler; all its views are valid only during the call.
///
/// Copyable only because optimized code of Swift 6.3.1 copies a noncopyable struct of this shape and traps.
public struct Request {
    /// The whole request as received, with the framing of chunks removed.
    public let message: ByteView

    /// The method; requests with CONNECT or an unknown method never reach a handler.
    public let method: Method

    /// The version as which the request is served.
    public let version: Version

    /// The path as received, before any `?` and not decoded; `*` for `OPTIONS *`.
    ///
    /// Each `%` in it is followed by two hexadecimal digits. Of an absolute target, only the path.
    public private(set) var path: ByteView

    /// The beginning of the path that the program has removed, such as `/_pools/a`; usually empty.
    public private(set) var pathPrefix = ByteView("")

    /// The query as received, after the first `?` and not decoded; nil without a `?`.
    ///
    /// Bytes over 0x7F in it are UTF-8.
    public let query: ByteView?

    /// The authority: that of an absolute target, otherwise that of the Host field.
    ///
    /// Empty only in an HTTP/1.0 request without Host (RFC 9112 section 3.2).
    public let host: ByteView

    /// The header section.
    public let headers: Headers

    /// The body, with the chunked coding removed; empty if there is none.
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

    /// The host without its port; an IPv6 address with its brackets.
    public var hostName: ByteView {
        guard let colon = host.lastIndex(of: ByteClass.colon), host.last != ByteClass.closingBracket else {
            return host
        }
        return host.view(0..<colon)
    }
}
