public import Bytes

/// A complete response in memory.
public struct Response: Sendable {
    /// The status code, from 200 to 599.
    public var status: Int

    /// The value of Content-Type; sent only with a status that may carry a body.
    public var contentType: StaticString

    /// Further fields; not Date, Connection, Content-Type, Content-Length or Transfer-Encoding.
    ///
    /// A value with a CR, LF, NUL or other control byte is not sent: the client receives an empty 500 instead.
    public var headers: [(name: StaticString, value: String)]

    /// A field with the id of the request, before `headers`; it needs no array.
    public var requestId: (name: StaticString, id: UUIDBytes)?

    /// The body; not sent in responses to HEAD, which still have its length, and with 204 and 304.
    public var body: [UInt8]

    /// Whether the connection closes after this response, whatever the client asked for.
    public var close: Bool

    /// Whether the body ends with the connection, so that its length is not sent; set together with `close`.
    public var isOpenEnded = false

    /// Creates a response, by default of JSON.
    public init(
        status: Int, contentType: StaticString = "application/json; charset=utf-8",
        headers: [(name: StaticString, value: String)] = [], body: [UInt8] = [], close: Bool = false
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
        self.close = close
    }
}
