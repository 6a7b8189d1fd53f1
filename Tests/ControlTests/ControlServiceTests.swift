import HTTP
import HTTPServer
import JSON
import Platform
import TestSupport
import Testing

@testable import Control

/// The emulator's own surface through a real server.
@Suite("Control service")
struct ControlServiceTests {
    /// Sends one request and gives the whole answer.
    private func answer(_ method: String, _ path: String) throws -> RawReply {
        let server = Server(
            configuration: Configuration(),
            handler: Handler(
                service: ControlService(
                    version: "1.2.3", description: { Array(#"{"openapi":"3.1.0"}"#.utf8) })))
        let port = try server.start().port
        defer { server.stop(within: .seconds(1)) {} }
        let client = try RawClient(port: port)
        client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        return try client.reply(toHead: method == "HEAD")
    }

    private struct Handler: RequestHandler {
        let service: ControlService

        func respond(to request: borrowing Request, with responder: Responder) {
            service.respond(to: request, at: request.path, with: responder) { status, _ in "id-\(status)" }
        }

        func response(to refusal: Refusal) -> Response { Response(status: refusal.status) }

        func roundEnded() {}
    }

    @Test("The control service answers the health check with the version")
    func health() throws {
        let reply = try answer("GET", "/_emulator/health?verbose=1")
        #expect(reply.status == 200)
        #expect(reply.text == #"{"status":"ok","version":"1.2.3"}"#)
    }

    @Test("The control service answers the description of what is emulated")
    func openAPI() throws {
        let reply = try answer("GET", "/_emulator/openapi.json")
        #expect(reply.status == 200)
        #expect(reply["content-type"]?.hasPrefix("application/json") == true)
        #expect(reply.text == #"{"openapi":"3.1.0"}"#)
    }

    @Test("The control service answers the health check's HEAD without the body")
    func head() throws {
        let reply = try answer("HEAD", "/_emulator/health")
        #expect(reply.status == 200 && reply.body.isEmpty)
    }

    @Test(
        "The control service refuses other methods for the health check",
        arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func wrongMethod(method: String) throws {
        let reply = try answer(method, "/_emulator/health")
        #expect(reply.status == 405)
        #expect(reply["allow"]?.hasPrefix("GET, HEAD") == true)
        let root = try Document(parsing: reply.body).root
        #expect(root["error"]?.string != nil)
        #expect(root["requestId"]?.string == "id-405")
    }

    @Test(
        "The control service answers 404 for every other path",
        arguments: ["/_emulator/", "/_emulator/health/", "/_emulator/Health"])
    func unknown(path: String) throws {
        #expect(try answer("GET", path).status == 404)
    }
}
