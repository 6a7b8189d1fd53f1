import HTTPClient
import Testing

@testable import Webhooks

@Suite("Requests of deliveries")
struct DeliveryRequestTests {
    private func request(_ type: Webhook.ContentType, secret: String?, pool: String = "p1") throws -> String {
        let webhook = Webhook(
            id: "w", name: "W", url: try WebhookURL("http://localhost:3000/hook?a=b"), events: ["a:b"],
            contentType: type, isEnabled: true, secret: try secret.map { try WebhookSecret($0) }, retry: nil,
            createdAt: 0, updatedAt: 0)
        let notice = try #require(
            EventNotice.all("a:b", data: Array(#"{"id":"ä &"}"#.utf8), for: [webhook]).first)
        let delivery = Delivery(number: 1, notice, at: 0)
        return String(
            decoding: DeliveryRequest(delivery, to: webhook, of: pool).outgoing.message, as: UTF8.self)
    }

    @Test("A delivery as JSON has the headers and the body of the service")
    func json() throws {
        let body = #"{"eventName":"a:b","data":{"id":"ä &"}}"#
        let expected = [
            "POST /hook?a=b HTTP/1.1", "Accept: application/json, text/plain, */*",
            "content-type: application/json", "user-agent: authing-webhook@2.0", "x-authing-token: s",
            "x-authing-webhook-secret: s", "x-authing-userpool-id: p1", "Content-Length: \(body.utf8.count)",
            "Host: localhost:3000", "Connection: close", "", body,
        ]
        #expect(try request(.json, secret: "s") == expected.joined(separator: "\r\n"))
    }

    @Test("A delivery as a form has two fields, and without a secret no header for it")
    func form() throws {
        let text = try request(.form, secret: nil)
        #expect(text.hasSuffix("\r\n\r\neventName=a%3Ab&data=%7B%22id%22%3A%22%C3%A4+%26%22%7D"))
        #expect(text.contains("content-type: application/x-www-form-urlencoded\r\n"))
        #expect(!text.contains("x-authing-token") && !text.contains("x-authing-webhook-secret"))
    }

    @Test("A delivery of a user pool with an odd id has no line break in a header")
    func injection() throws {
        let text = try request(.json, secret: nil, pool: "a\r\nX: y")
        #expect(text.contains("x-authing-userpool-id: a%0D%0AX%3A%20y\r\n"))
        #expect(throws: WebhookError.self) { try WebhookSecret("a\r\nX: y") }
    }
}
