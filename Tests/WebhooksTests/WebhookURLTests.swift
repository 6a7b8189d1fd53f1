import Testing

@testable import Webhooks

@Suite("URLs of webhooks")
struct WebhookURLTests {
    @Test(
        "A URL is split into host, port and target",
        arguments: [
            ("http://localhost", "localhost", 80, "localhost", "/"),
            ("HTTP://Host:8080/a/b?c=d#e", "Host", 8_080, "Host:8080", "/a/b?c=d"),
            ("http://[::1]:3000?x", "::1", 3_000, "[::1]:3000", "/?x"),
            ("https://a.b/", "a.b", 443, "a.b", "/"), ("http://a:/b", "a", 80, "a", "/b"),
            ("http://a/\u{e4}", "a", 80, "a", "/%C3%A4"),
        ])
    func parts(text: String, host: String, port: Int, authority: String, target: String) throws {
        let url = try WebhookURL(text)
        #expect(url.host == host && url.port == port && url.authority == authority && url.target == target)
    }

    @Test(
        "A URL that cannot be used is refused",
        arguments: [
            "", "localhost", "ftp://a", "http://", "http://:80", "http://a:b", "http://a:65536", "http://a:0",
            "http://user@a", "http://a b", "http://a\r\nX: y", "http://a\\b", "http://[::1", "http://[a]",
            "http://a%41", "http://a/" + String(repeating: "a", count: 2_048),
        ])
    func refused(text: String) {
        #expect(throws: WebhookError.self) { try WebhookURL(text) }
    }

    @Test("A URL with an address of another network is told apart")
    func foreign() throws {
        #expect(try WebhookURL("http://8.8.8.8/").namesForeignAddress)
        #expect(try WebhookURL("http://[::ffff:8.8.8.8]/").namesForeignAddress)
        #expect(try !WebhookURL("http://[::ffff:127.0.0.1]/").namesForeignAddress)
        #expect(try !WebhookURL("http://example.com/").namesForeignAddress)
    }
}
