internal import HTTP
internal import HTTPClient

/// The request of a delivery, as the service sends it.
struct DeliveryRequest {
    /// The header fields, in order.
    let headers: [(name: String, value: String)]
    /// The request on the wire.
    let outgoing: OutgoingRequest

    /// Prepares a request.
    ///
    /// - Parameters:
    ///   - delivery: what is delivered.
    ///   - webhook: where to, and with which secret.
    ///   - userPoolId: the id of the user pool.
    init(_ delivery: Delivery, to webhook: Webhook, of userPoolId: String) {
        var headers: [(name: String, value: String)] = [
            ("Accept", "application/json, text/plain, */*"),
            ("content-type", delivery.contentType.rawValue),
            ("user-agent", "authing-webhook@2.0"),
        ]
        if let secret = webhook.secret {
            headers.append(("x-authing-token", secret.text))
            headers.append(("x-authing-webhook-secret", secret.text))
        }
        headers.append(("x-authing-userpool-id", Self.fieldValue(userPoolId)))
        headers.append(("Content-Length", "\(delivery.body.count)"))
        headers.append(("Host", webhook.url.authority))
        headers.append(("Connection", "close"))
        self.headers = headers
        let head = headers.reduce(into: "POST \(webhook.url.target) HTTP/1.1\r\n") {
            $0 += "\($1.name): \($1.value)\r\n"
        }
        outgoing = OutgoingRequest(
            host: webhook.url.host, port: webhook.url.port, isSecure: webhook.url.isSecure,
            message: Array("\(head)\r\n".utf8) + delivery.body)
    }

    /// A text as a header field can have it.
    private static func fieldValue(_ text: String) -> String {
        text.utf8.allSatisfy { (0x20...0x7e).contains($0) } ? text : PercentEncoding.encoded(segment: text)
    }
}
