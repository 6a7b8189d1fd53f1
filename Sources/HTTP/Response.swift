/// An answer, whole in memory.
package struct Response: Sendable {
    /// The status code, from 200 to 599.
    package var status: Int

    /// The value of Content-Type; sent only with a status that may carry a body.
    package var contentType: StaticString

    /// Further fields; not Date, Connection, Content-Type, Content-Length or Transfer-Encoding.
    ///
    /// A value with a CR, LF, NUL or other control byte is not sent: the client gets a bare 500 instead.
    package var headers: [(name: StaticString, value: String)]

    /// The content; left out in answers to HEAD, which still tell its length, and with 204 and 304.
    package var body: [UInt8]

    /// Whether the connection closes after this answer, whatever the client asked for.
    package var close: Bool

    /// An answer of JSON unless `contentType` says otherwise.
    package init(
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
