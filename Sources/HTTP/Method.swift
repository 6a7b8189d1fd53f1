internal import Bytes

/// The request methods that this server knows (RFC 9110 section 9.3, RFC 5789).
///
/// A request with any other method, or with CONNECT, is refused with 501 before a handler sees it.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    case trace = "TRACE"

    /// The method with exactly this name; methods are case-sensitive (RFC 9110 section 9.1).
    init?(_ name: ByteView) {
        switch name.count {
        case 3 where name.equals("GET"): self = .get
        case 3 where name.equals("PUT"): self = .put
        case 4 where name.equals("POST"): self = .post
        case 4 where name.equals("HEAD"): self = .head
        case 5 where name.equals("PATCH"): self = .patch
        case 5 where name.equals("TRACE"): self = .trace
        case 6 where name.equals("DELETE"): self = .delete
        case 7 where name.equals("OPTIONS"): self = .options
        default: return nil
        }
    }
}

/// The protocol version as which a request is served (RFC 9110 section 2.5).
public enum Version: Sendable {
    /// HTTP/1.0: the connection closes after the response unless the client asks to keep it open.
    case http10
    /// HTTP/1.1, and any later minor version.
    case http11
}
